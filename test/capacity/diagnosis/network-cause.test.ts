// Pods without an address.
import { test } from 'node:test';
import { expect } from 'chai';
import { withoutAddress } from '../failures';
import { alive, createJobs, createRecord } from '../records';
import { listEvidence, listRanked } from './describe-diagnosis';

test('names a pod network without addresses', () => {
  const record = createRecord(createJobs([150, alive], [50, withoutAddress]));
  expect(listRanked(record)).to.deep.equal([
    'pod-network high 50: Pod network exhausted: 50 pods without an address (FailedCreatePodSandBox) → add at least 50 pod addresses (200 jobs need 200, 50 pods got none)',
  ]);
  expect(listEvidence(record, 'pod-network')[1]).to.equal('on node-1 (50)');
});
