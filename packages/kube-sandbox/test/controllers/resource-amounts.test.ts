// What a pod requests of each resource.
import { test } from 'node:test';
import { expect } from 'chai';
import { sumRequests } from '../../src/controllers/scheduler/resource-amounts';
import type { Stored } from '../../src/store';

test('a pod requests the sum of its containers, or what its largest init container requests', () => {
  const container = (cpu: string, memory: string): object => ({ resources: { requests: { cpu, memory } } });
  const spec = {
    containers: [container('100m', '64Mi'), container('200m', '64Mi')],
    initContainers: [container('1', '1Mi')],
  };
  expect(sumRequests({ spec } as unknown as Stored<'pods'>)).to.deep.equal(
    new Map([
      ['pods', 1000],
      ['cpu', 1000],
      ['memory', 2 ** 27 * 1000],
    ]),
  );
});
