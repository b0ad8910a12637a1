// Ports and slots: who holds a port, and which were used up between jobs in a row.
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

describe('between two numbers in a row', () => {
  test('nothing was used up when they are neighbours, or when the count began anew', () => {
    expect([listUsedUpBetween(4, 5, new Set()), listUsedUpBetween(30, 1, new Set())]).to.deep.equal([[], []]);
  });

  test('what somebody holds was not used up', () => {
    expect(listUsedUpBetween(4, 8, new Set([5, 6]))).to.deep.equal([7]);
  });
});
