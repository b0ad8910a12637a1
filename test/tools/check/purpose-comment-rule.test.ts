// The rule for purpose comments.
import { test } from 'node:test';
import { expect } from 'chai';
import { describeFindings } from '../../../tools/check/findings';
import { findMissingPurpose } from '../../../tools/check/purpose-comment-rule';

test('demands the purpose of a file in its first line', () => {
  const problems = [
    ...findMissingPurpose('a.ts', '// States its purpose.\nexport {};\n'),
    ...findMissingPurpose('b.ts', 'export {};\n'),
    ...findMissingPurpose('c.ts', '// TODO\n'),
  ];

  expect(describeFindings(problems).split('\n')).to.deep.equal([
    'Found 2 files without a purpose comment: state the purpose of the file in its first line, after //.',
    '  b.ts:1  export {};',
    '  c.ts:1  // TODO',
  ]);
});
