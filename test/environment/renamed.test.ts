// Old names: each is answered by its new one.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { expect } from 'chai';
import { ConfigurationError } from '../../support/common/errors';
import { checkNames } from '../../support/environment/cucumber-arguments';
import { loadProfile } from '../../support/environment/load';
import { renamed } from '../../support/environment/renamed';
import { readFeatures } from '../../tools/project/parse-features';

const repository = path.resolve(__dirname, '../..');

test('an old setting is answered by what replaces it', (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'renamed-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'mine.yaml');
  writeFileSync(file, 'description: Mine\nthresholds: { errorRate: 0.1 }\n');
  expect(() => loadProfile({ FOCUS_ENV: file })).to.throw(
    ConfigurationError,
    `The profile ${path.relative(process.cwd(), file)} is wrong:\n  unknown key thresholds.errorRate; it is now the sentence "less than 5 % of the jobs fail" in features/system-behavior/stability.feature`,
  );
});

test('an old path of a profile is answered by the new one', () => {
  expect(() => loadProfile({ FOCUS_ENV: 'test/capacity/required.yaml' })).to.throw(
    ConfigurationError,
    'FOCUS_ENV is "test/capacity/required.yaml", which is now "tools/prove-capacity/required.yaml".',
  );
});

test('an old name of a scenario is answered by the new one', () => {
  const argv = ['node', 'cucumber-js', '--name', 'The environment bears two hundred jobs at once'];
  expect(() => checkNames(argv)).to.throw(
    ConfigurationError,
    '--name "The environment bears two hundred jobs at once" is an old name; it is now "The environment sustains two hundred jobs at once".',
  );
});

test('every new name exists, and no old one', () => {
  const scenarios = readFeatures(repository).scenarios.map(({ scenario }) => scenario.name);
  const features = readFileSync(path.join(repository, 'features/system-behavior/stability.feature'), 'utf8');
  expect(features).to.contain('less than 5 % of the jobs fail');
  for (const [before, now] of renamed.profiles) {
    expect([existsSync(path.join(repository, before)), existsSync(path.join(repository, now))]).to.deep.equal([
      false,
      true,
    ]);
  }
  for (const [before, now] of renamed.scenarios) {
    expect(scenarios.filter((name) => name.startsWith(before))).to.deep.equal([], before);
    expect(scenarios.filter((name) => name.startsWith(now))).not.to.deep.equal([], now);
  }
});
