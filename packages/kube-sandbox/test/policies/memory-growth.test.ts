// Policy `memory-growth`: which pods it concerns, and how fast their memory grows.
import { describe, test } from 'node:test';
import { expect } from 'chai';
import { estimateUsage, type UsageSubject } from '../../src/node/container-usage';
import { Policies } from '../../src/policy-lookup';

const healthy = new Policies();
const growing = new Policies([
  { policy: 'memory-growth', pods: { controlledBy: 'ReplicaSet' }, perSecond: 0.005, upTo: 8 },
]);
const startedAt = '2026-01-01T00:00:00Z';

describe('memory-growth', () => {
  test('grows the memory of the selected pods alone, up to a bound', () => {
    const growth = [0, 2, 60, 36_000].map((ageSeconds) => compareUsage(createSubject('ReplicaSet'), ageSeconds));
    expect(growth).to.deep.equal([
      { memory: '1.000', cpu: 1 },
      { memory: '1.010', cpu: 1 },
      { memory: '1.349', cpu: 1 },
      { memory: '8.000', cpu: 1 },
    ]);
  });

  test('leaves other pods as they are', () => {
    expect(compareUsage(createSubject('Job'), 60)).to.deep.equal({ memory: '1.000', cpu: 1 });
  });
});

/** How many times its healthy usage a container uses at this age. */
function compareUsage(subject: UsageSubject, ageSeconds: number): { readonly memory: string; readonly cpu: number } {
  const nowMs = Date.parse(startedAt) + ageSeconds * 1_000;
  const [usual, grown] = [healthy, growing].map((policies) => estimateUsage(policies, subject, nowMs));
  const memory = ((grown?.memoryBytes ?? 0) / (usual?.memoryBytes ?? 0)).toFixed(3);
  return { memory, cpu: (grown?.cpuCores ?? 0) / (usual?.cpuCores ?? 0) };
}

function createSubject(ownerKind: string): UsageSubject {
  const ownerReferences = [{ apiVersion: 'v1', kind: ownerKind, name: 'owner', uid: 'u', controller: true }];
  const pod: unknown = { kind: 'Pod', metadata: { name: 'pod', uid: 'p', ownerReferences } };
  return { pod: pod as UsageSubject['pod'], container: { name: 'main' }, startedAt };
}
