// How slots and ports are given to jobs, released and claimed.
import { test } from 'node:test';
import { expect } from 'chai';
import { parseJobName } from '../../src/stand-in/jobs/job';
import { Ports, toNodePort, toPortOffset, toServicePort } from '../../src/stand-in/jobs/ports';
import { Slots } from '../../src/stand-in/jobs/slots';

test('the lowest free slot is given first', () => {
  const slots = new Slots(3);
  expect([slots.take(), slots.take(), slots.take(), slots.take()]).to.deep.equal([1, 2, 3, undefined]);
  slots.release(2);
  expect(slots.take()).to.equal(2);
});

test('slots that were given back are given again from the lowest on', () => {
  const slots = new Slots(4);
  for (let taken = 0; taken < 4; taken += 1) slots.take();
  slots.release(3);
  slots.release(1);
  expect([slots.take(), slots.take(), slots.take()]).to.deep.equal([1, 3, undefined]);
});

test('a slot of a job that was found is not given again', () => {
  const slots = new Slots(3);
  slots.claim(1);
  expect(slots.take()).to.equal(2);
});

test('ports count up, and a freed one comes round again after the others', () => {
  const ports = new Ports(32_767);
  expect([ports.take(), ports.take()]).to.deep.equal([0, 1]);
  ports.release(0);
  expect(ports.take()).to.equal(2);
});

test('ports go on after those of the jobs that were found', () => {
  const ports = new Ports(32_767);
  ports.claim(7);
  expect(ports.take()).to.equal(8);
});

test('an exhausted range gives none until one is freed', () => {
  const ports = new Ports(32_767);
  const given = Array.from({ length: 2768 }, () => ports.take());
  expect([given.at(-1), ports.take()]).to.deep.equal([2767, undefined]);
  ports.release(5);
  expect(ports.take()).to.equal(5);
});

test('port and node port of an offset start where the product starts', () => {
  expect([toServicePort(0), toNodePort(0), toPortOffset(30004), toPortOffset(29999)]).to.deep.equal([
    12301,
    30000,
    4,
    undefined,
  ]);
});

test('a job is recognised by the name of its Job', () => {
  expect(parseJobName('grpc-job-12-70788')).to.deep.equal({ id: '12-70788', slot: 12, sequence: 70788 });
  expect(parseJobName('cleanup-job-12-70788')).to.equal(undefined);
});
