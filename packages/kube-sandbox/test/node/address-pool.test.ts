// The addresses of a block, and which of them a pod gets.
import { test } from 'node:test';
import { expect } from 'chai';
import { AddressPool, getAddress } from '../../src/node/address-pool';

test('addresses run over the octets of the block', () => {
  const block = { base: '127.20.4.0', prefix: 22 };
  expect([1, 255, 256, 1023].map((index) => getAddress(block, index))).to.deep.equal([
    '127.20.4.1',
    '127.20.4.255',
    '127.20.5.0',
    '127.20.7.255',
  ]);
  expect(() => getAddress(block, 1024)).to.throw('the block 127.20.4.0/22 has no address number 1024');
});

test('a released address is the last to be used again', () => {
  const pool = new AddressPool({ base: '127.20.4.0', prefix: 29 }, 2, 4);
  const taken = [pool.take(), pool.take(), pool.take(), pool.take(), pool.take()];
  expect(taken).to.deep.equal(['127.20.4.2', '127.20.4.3', '127.20.4.4', '127.20.4.5', undefined]);
  pool.release('127.20.4.3');
  expect(pool.take()).to.equal('127.20.4.6');
  pool.release('127.20.4.2');
  expect(pool.take()).to.equal('127.20.4.3');
});
