// Keys are written into feature files so that nothing else changes.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { expect } from 'chai';
import { listFileScenarios, parseFeatureFile } from '../../../support/xray/features/feature-files';
import { addKeyTags, writeChangedFiles } from '../../../support/xray/features/write-back';

function addKeys(text: string): string | undefined {
  const scenarios = listFileScenarios([parseFeatureFile('a.feature', text)], { test: 'TEST_' });
  const keyed = scenarios.map((scenario, index) => ({ scenario, key: `PZ-${index + 1}` }));
  return addKeyTags(keyed, 'TEST_')[0]?.text;
}

test('comments, line ends, indentation and further lines of tags stay', () => {
  const text = [
    '\uFEFF# language: en',
    'Feature: Ports',
    '\t# @id:comment stays',
    '\t@id:one @slow',
    '\t@orchestration # why',
    '\tScenario: One',
    '\t\tThen it holds',
    '',
    '    @id:two',
    '  Scenario Outline: Two <row>',
    '    Then it holds',
    '    Examples:',
    '      | row |',
    '      | 1   |',
  ].join('\r\n');
  const expected = text.replace('\t@id:one', '\t@TEST_PZ-1 @id:one').replace('    @id:two', '    @TEST_PZ-2 @id:two');
  expect(addKeys(text)).to.equal(expected);
});

test('a scenario without tags gets a line of its own, with its indentation and line end', () => {
  const text = 'Feature: Ports\r\n\r\n  Scenario: One\r\n    Then it holds\r\n\r\n  Scenario: Two\r\n    Then it holds';
  expect(addKeys(text)).to.equal(
    'Feature: Ports\r\n\r\n  @TEST_PZ-1\r\n  Scenario: One\r\n    Then it holds\r\n\r\n  @TEST_PZ-2\r\n  Scenario: Two\r\n    Then it holds',
  );
});

test('no file changes when one of them cannot be written', (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'write-back-'));
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(path.join(folder, 'a.feature'), 'old');
  const files = ['a.feature', 'absent.feature'].map((file) => ({ file, text: 'new' }));
  expect(() => writeChangedFiles(folder, files)).to.throw('absent.feature');
  expect([readFileSync(path.join(folder, 'a.feature'), 'utf8'), readdirSync(folder)]).to.deep.equal([
    'old',
    ['a.feature'],
  ]);
});

test('a file is replaced as a whole, and nothing is left beside it', (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'write-back-'));
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(path.join(folder, 'a.feature'), 'old', { mode: 0o600 });
  writeChangedFiles(folder, [{ file: 'a.feature', text: 'new' }]);
  expect([readFileSync(path.join(folder, 'a.feature'), 'utf8'), readdirSync(folder)]).to.deep.equal([
    'new',
    ['a.feature'],
  ]);
});
