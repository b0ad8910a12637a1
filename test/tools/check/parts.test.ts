// The rules of the linter's configuration, on a small project that breaks them.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { expect } from 'chai';
import { parts } from '../../../tools/check/parts';
import { inSmallProject } from './small-project';

const configuration = readFileSync(path.resolve(__dirname, '../../../biome.json'), 'utf8');

for (const folder of ['features', 'packages/a/src', 'step-definitions', 'support/a', 'test/a', 'tools/a']) {
  test(`the linter refuses a file of more than 250 lines in ${folder}/`, async () => {
    const problems = await lint({
      [`${folder}/long.ts`]: statements(251),
      [`${folder}/short.ts`]: statements(250),
    });

    expect(problems).to.match(new RegExp(`${folder}/long.ts:1:1 lint/style/noExcessiveLinesPerFile`));
    expect(problems).not.to.contain('short.ts');
  });
}

for (const [what, text, rule] of [
  ['a constant in capitals', 'export const MAX_JOBS = 200;', 'style/useNamingConvention'],
  [
    'a member that is private for the compiler alone',
    'export class A {\n  private b = 1;\n}',
    'style/useConsistentMemberAccessibility',
  ],
  [
    'a property that a parameter declares',
    'export class A {\n  constructor(readonly b: number) {}\n}',
    'style/noParameterProperties',
  ],
] as const) {
  test(`the linter refuses ${what}`, async () => {
    expect(await lint({ 'support/common/a.ts': `${text}\n` })).to.contain(rule);
  });
}

test('the linter accepts names that JSON prescribes, and members that are private at run time', async () => {
  const text =
    'export const body = { job_id: 1 };\n\nexport class A {\n  readonly #b = 1;\n\n  b(): number {\n    return this.#b;\n  }\n}\n';
  expect(await lint({ 'support/common/a.ts': text })).to.equal('');
});

function lint(files: Readonly<Record<string, string>>): Promise<string> {
  const linter = parts.find(({ title }) => title.includes('Biome'));
  if (linter === undefined) throw new Error('The check has no part that runs the linter');
  return inSmallProject({ '.gitignore': 'node_modules\n', 'biome.json': configuration, ...files }, (cwd) =>
    linter.run(cwd),
  );
}

function statements(lines: number): string {
  return Array.from({ length: lines }, (_, index) => `export const value${index} = ${index};\n`).join('');
}
