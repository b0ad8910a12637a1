// The documentation of settings is complete, and tables can contain any text.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { expect } from 'chai';
import { profileSchema } from '../../../support/environment/profile-schema';
import { governedSentences } from '../../../tools/docs/governed-sentences';
import { renderTable } from '../../../tools/docs/markdown';
import { listSettings, renderSettingsPage } from '../../../tools/docs/settings-page';

const root = path.resolve(__dirname, '../../..');

test('every environment variable that the sources name is documented', () => {
  const sources = globSync('{support,step-definitions,packages/*/conformance,tools/prove}/**/*.ts', { cwd: root });
  const named = sources.flatMap((file) =>
    readFileSync(path.join(root, file), 'utf8').match(/\b(FOCUS|CAPACITY|SANDBOX|CONFORMANCE)_[A-Z]+(_[A-Z]+)*\b/g),
  );
  const documented = renderSettingsPage();

  const missing = [...new Set(named)].filter((name) => name !== null && !documented.includes(`\`${name}\``));
  expect(missing).to.deep.equal([]);
});

test('every sentence beside a setting occurs in a feature, and every setting exists', () => {
  const files = globSync('features/**/*.feature', { cwd: root });
  const features = files.map((file) => readFileSync(path.join(root, file), 'utf8')).join('\n');
  const known = listSettings(profileSchema).map(({ name }) => name);
  const wrong = Object.entries(governedSentences).flatMap(([setting, sentences]) => [
    ...(known.includes(setting) ? [] : [setting]),
    ...sentences.filter((sentence) => !features.includes(sentence)),
  ]);
  expect(wrong).to.deep.equal([]);
});

test('a cell stays one cell, whatever text it contains', () => {
  const rows = [{ text: 'a|b\n  c' }];
  expect(renderTable(rows, [{ title: 'text', cell: ({ text }) => text }])).to.equal('| text |\n| --- |\n| a\\|b c |');
});
