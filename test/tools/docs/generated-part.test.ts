// The generated part of a document that is otherwise written by hand.
import { test } from 'node:test';
import { expect } from 'chai';
import { replaceGeneratedPart } from '../../../tools/docs/generated-part';

const opening = '<!-- Generated from `a.ts` by `npm run docs`: edit the source instead. -->';
const closing = '<!-- End of the generated part. -->';

test('replaces the text between the comments', () => {
  const text = `# Title\n\n${opening}\nold\n${closing}\n\nEnd.\n`;

  const once = replaceGeneratedPart('a.md', text, 'new');
  expect(once).to.equal(`# Title\n\n${opening}\n\nnew\n\n${closing}\n\nEnd.\n`);
  expect(replaceGeneratedPart('a.md', once, 'new')).to.equal(once);
});

for (const text of ['# Title\n', `${opening}\n`, `${closing}\n\n${opening}\n`]) {
  test(`refuses a document without its comments: ${JSON.stringify(text.slice(0, 16))}`, () => {
    expect(() => replaceGeneratedPart('a.md', text, 'new')).to.throw(
      'a.md has no generated part: it begins with a line "<!-- Generated from FILE by `npm run docs`: edit the source instead. -->" and ends with a line "<!-- End of the generated part. -->".',
    );
  });
}
