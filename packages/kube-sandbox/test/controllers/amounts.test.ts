// Proves the reading of quantities, the sums of a pod's requests and the addresses of a block.
import { test } from 'node:test';
import { expect } from 'chai';
import { requestsOf } from '../../src/controllers/scheduler/resources';
import { AddressPool, addressAt } from '../../src/node/address-pool';
import { estimateUsage } from '../../src/node/usage';
import { Policies } from '../../src/policy-lookup';
import { thousandths } from '../../src/quantity';
import type { Stored } from '../../src/store';

test('quantities are read in thousandths', () => {
  const read = ['250m', '2', '0.1', '1.5Gi', '64Mi', '1e3', '1k', '100u', '0'].map(thousandths);
  expect(read).to.deep.equal([250, 2000, 100, 1.5 * 2 ** 30 * 1000, 2 ** 26 * 1000, 1_000_000, 1_000_000, 1, 0]);
  expect(() => thousandths('much')).to.throw('"much" is not a quantity');
});

test('a pod asks for the sum of its containers, or for what its largest init container needs', () => {
  const container = (cpu: string, memory: string): object => ({ resources: { requests: { cpu, memory } } });
  const spec = {
    containers: [container('100m', '64Mi'), container('200m', '64Mi')],
    initContainers: [container('1', '1Mi')],
  };
  expect(requestsOf({ spec } as unknown as Stored<'pods'>)).to.deep.equal(
    new Map([
      ['pods', 1000],
      ['cpu', 1000],
      ['memory', 2 ** 27 * 1000],
    ]),
  );
});

test('addresses run over the octets of the block', () => {
  const block = { base: '127.20.4.0', prefix: 22 };
  expect([1, 255, 256, 1023].map((index) => addressAt(block, index))).to.deep.equal([
    '127.20.4.1',
    '127.20.4.255',
    '127.20.5.0',
    '127.20.7.255',
  ]);
  expect(() => addressAt(block, 1024)).to.throw('the block 127.20.4.0/22 has no address number 1024');
});

test('an address that was given back is the last to be used again', () => {
  const pool = new AddressPool({ base: '127.20.4.0', prefix: 29 }, 2, 4);
  const taken = [pool.take(), pool.take(), pool.take(), pool.take(), pool.take()];
  expect(taken).to.deep.equal(['127.20.4.2', '127.20.4.3', '127.20.4.4', '127.20.4.5', undefined]);
  pool.release('127.20.4.3');
  expect(pool.take()).to.equal('127.20.4.6');
  pool.release('127.20.4.2');
  expect(pool.take()).to.equal('127.20.4.3');
});

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
