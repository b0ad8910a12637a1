// A leak: whom it hits, how fast it is, and that noise is not one.
import { describe, test } from 'node:test';
import { expect } from 'chai';
import { leakingUsage } from '../../src/node/memory-leak';
import type { UsageSubject } from '../../src/node/usage';

const usual = { cpuCores: 0.01, memoryBytes: 1_000_000 };

describe('a memory leak', () => {
  test('grows what a Deployment runs by 1 % in 2 s, up to a bound', () => {
    const grown = [0, 2_000, 60_000, 36_000_000].map((ageMs) => leakingUsage(ownedBy('ReplicaSet'), usual, ageMs));
    expect(grown.map(({ memoryBytes }) => memoryBytes)).to.deep.equal([1_000_000, 1_010_025, 1_348_850, 8_000_000]);
    expect(grown.map(({ cpuCores }) => cpuCores)).to.deep.equal([0.01, 0.01, 0.01, 0.01]);
  });

  test('leaves jobs as they are', () => {
    expect(leakingUsage(ownedBy('Job'), usual, 60_000)).to.deep.equal(usual);
  });
});

function ownedBy(kind: string): UsageSubject {
  const ownerReferences = [{ apiVersion: 'v1', kind, name: 'owner', uid: 'u' }];
  const metadata = {
    name: 'pod',
    namespace: 'panda',
    uid: 'p',
    resourceVersion: '1',
    creationTimestamp: '',
    ownerReferences,
  };
  const pod: unknown = { metadata };
  return { pod: pod as UsageSubject['pod'], container: { name: 'server' }, startedAt: '' };
}
