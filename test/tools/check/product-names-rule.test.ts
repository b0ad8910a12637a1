// Which names of the product are found in the embedded Kubernetes.
import { test } from 'node:test';
import { expect } from 'chai';
import { describeFindings } from '../../../tools/check/findings';
import { findProductNames } from '../../../tools/check/product-names-rule';

test('finds names of the product, whatever their case', () => {
  const text =
    "const resource = 'nvidia.com/gpu';\nconst pods = /^grpc-job-/;\nconst name = 'web';\n// Of the Focus-Server in panda.\n";

  expect(describeFindings(findProductNames('a.ts', text)).split('\n')).to.deep.equal([
    'Found 4 names of the product in the embedded Kubernetes: let packages/focus-sandbox pass it in a policy, a node or an image.',
    '  a.ts:1  nvidia',
    '  a.ts:2  grpc-job',
    '  a.ts:4  Focus-Server',
    '  a.ts:4  panda',
  ]);
});
