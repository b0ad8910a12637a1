// Attached HTML in the HTML report: it becomes a separate page, and its scenario links to it.
import { test } from 'node:test';
import { expect } from 'chai';
import { separateAttachedPages } from '../../../support/reporting/html/html-attachments';

const html = { mime_type: 'text/html', data: Buffer.from('<p>plot</p>').toString('base64'), name: 'plot "1".html' };
const text = { mime_type: 'text/plain', data: 'bG9n' };

test('an attached page becomes a file, and the description of its scenario links to it', () => {
  const { json, pages } = separateAttachedPages(report({ name: 'It <holds>', steps: [{ embeddings: [text, html] }] }));
  expect(pages).to.deep.equal([
    {
      file: 'attachments/1.html',
      text: '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>It &lt;holds&gt;</title></head><body><p>plot</p></body></html>\n',
    },
  ]);
  expect(JSON.parse(json)[0].elements[0].description).to.equal(
    '<a href="../attachments/1.html" style="text-decoration: underline">plot &quot;1&quot;.html</a>',
  );
});

test('each page of each scenario has its own file', () => {
  const element = { name: 'a', description: 'Why.', steps: [{ embeddings: [html] }, {}, { embeddings: [html] }] };
  const { json, pages } = separateAttachedPages(report(element, { name: 'b', steps: [{ embeddings: [html] }] }));
  expect(pages.map(({ file }) => file)).to.deep.equal([1, 2, 3].map((number) => `attachments/${number}.html`));
  expect(JSON.parse(json)[0].elements[0].description).to.match(
    /^Why\. <a href="..\/attachments\/1.html".* <a href="..\/attachments\/2.html"/,
  );
});

test('a scenario without attached pages is not changed', () => {
  const plain = report({ name: 'a', description: 'Why.', steps: [{ name: 'Given', embeddings: [text] }] });
  const { json, pages } = separateAttachedPages(plain);
  expect(JSON.parse(json)).to.deep.equal(JSON.parse(plain));
  expect(pages).to.deep.equal([]);
});

function report(...elements: object[]): string {
  return JSON.stringify([{ name: 'feature', elements }]);
}
