// Whether the pod of a historic job gets its time range, whatever the names of the arguments.
import { test } from 'node:test';
import type { V1Pod } from '@kubernetes/client-node';
import { expect } from 'chai';
import { listMismatches } from '../../support/cluster/watch/mismatch';
import { buildLiveInvestigation } from '../../support/focus-server';
import { checkCommandRange } from '../../support/jobs/range-check';
import { facts } from '../focus-server/facts';

const investigation = buildLiveInvestigation(facts.limits, { start_time: 10_000, end_time: 10_060 });
const check = (...args: string[]): string[] => {
  const pod: V1Pod = { spec: { containers: [{ name: 'grpc', command: ['baby'], args }] } };
  return listMismatches(checkCommandRange(investigation)(pod));
};

test('start and end may have any argument names, or none', () => {
  const ways = [
    ['--start-time=10000', '--end-time=10060'],
    ['--end', '10060', '--start', '10000'],
    ['--start-end', '10000', '10060'],
    ['10000-10060'],
    ['{"start_time": 10000, "end_time": 10060}'],
  ];
  expect(ways.flatMap((args) => check(...args))).to.deep.equal([]);
});

test('a time that is missing, or of another unit, is reported', () => {
  expect(check('--start-time=10000000', '--end-time=10060')).to.deep.equal([
    '* spec.containers[].command: expected a command with 10000 and 10060, was baby --start-time=10000000 --end-time=10060',
  ]);
});

test('start and end must not be exchanged', () => {
  const expected = '* spec.containers[].command: expected the start 10000 and the end 10060, was the one as the other:';
  expect([
    ...check('--start-time=10060', '--end-time=10000'),
    ...check('{"start_time": 10060, "end_time": 10000}'),
    ...check('--end', '10000', '10060'),
  ]).to.deep.equal([
    `${expected} baby --start-time=10060 --end-time=10000`,
    `${expected} baby {"start_time": 10060, "end_time": 10000}`,
    `${expected} baby --end 10000 10060`,
  ]);
});
