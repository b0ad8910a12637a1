// What a container uses.
import { test } from 'node:test';
import { expect } from 'chai';
import { estimateUsage } from '../../src/node/container-usage';
import { Policies } from '../../src/policy-lookup';
import type { Stored } from '../../src/store';

test('usage stays within five per cent of a third of the requests', () => {
  const container = { name: 'main', resources: { requests: { cpu: '300m', memory: '300Mi' } } };
  const pod = { metadata: { uid: 'u' } } as Stored<'pods'>;
  const subject = { pod, container, startedAt: '2026-01-01T00:00:00Z' };
  const startMs = Date.parse(subject.startedAt);
  for (let second = 0; second < 100; second++) {
    const { cpuCores, memoryBytes } = estimateUsage(new Policies(), subject, startMs + second * 1000);
    expect(cpuCores).to.be.within(0.095, 0.105);
    expect(memoryBytes / 2 ** 20).to.be.within(95, 105);
  }
});
