// The rule for the lockfile, on a small one that lacks a package of another platform.
import { test } from 'node:test';
import { expect } from 'chai';
import { describeFindings } from '../../../tools/check/findings';
import { findMissingPackages } from '../../../tools/check/lockfile-rule';

test('finds packages that are needed but not in the lockfile', () => {
  const lockfile = {
    packages: {
      '': { dependencies: { linter: '1.0.0' } },
      'node_modules/linter': {
        version: '1.0.0',
        dependencies: { parser: '^2.0.0' },
        optionalDependencies: { '@linter/linux': '1.0.0', '@linter/mac': '1.0.0' },
      },
      'node_modules/linter/node_modules/parser': { version: '2.1.0' },
      'node_modules/@linter/linux': { version: '1.0.0', optional: true },
    },
  };

  expect(describeFindings(findMissingPackages(JSON.stringify(lockfile))).split('\n')).to.deep.equal([
    'Found 1 package that the lockfile lacks: depend on a version whose packages the registry has for every platform, and create the lockfile again.',
    '  package-lock.json  @linter/mac, needed by linter',
  ]);
});
