// What the linter holds by its configuration, on a small project that breaks it.
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
