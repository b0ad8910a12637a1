// Ports and slots: which ports are held, and which numbers were used up between one job and the next.
import { describe, test } from 'node:test';
import type { V1Service } from '@kubernetes/client-node';
import { expect } from 'chai';
import { listPortsInUse } from '../../support/jobs/ports-in-use';
import { listUsedUpBetween } from '../../support/requests/used-numbers';

const service = (name: string, port: number, nodePort?: number): V1Service => ({
  metadata: { name },
  spec: { ports: [{ port, ...(nodePort !== undefined && { nodePort }) }] },
});

test('a Service holds its port and its node port', () => {
  const held = listPortsInUse([service('grpc-service-1-7', 12_301, 30_000), service('mongodb', 27_017)]);
  expect([...held].map(([port, { metadata }]) => [port, metadata?.name])).to.deep.equal([
    [12_301, 'grpc-service-1-7'],
    [30_000, 'grpc-service-1-7'],
    [27_017, 'mongodb'],
  ]);
});

describe('between the numbers of one job and the next', () => {
  test('nothing was used up if they follow each other, or if the count began again', () => {
    expect([listUsedUpBetween(4, 5, new Set()), listUsedUpBetween(30, 1, new Set())]).to.deep.equal([[], []]);
  });

  test('a number that another job holds was not used up', () => {
    expect(listUsedUpBetween(4, 8, new Set([5, 6]))).to.deep.equal([7]);
  });
});
