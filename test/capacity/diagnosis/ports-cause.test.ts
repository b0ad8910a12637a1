// Jobs for which the server had no port.
import { test } from 'node:test';
import { expect } from 'chai';
import { noPort } from '../failures';
import { alive, createJobs, createRecord } from '../records';
import { listRanked } from './describe-diagnosis';

test('names the range of ports', () => {
  const record = createRecord(createJobs([150, alive], [50, noPort]), { nodePortsBefore: 2_618 });
  expect(listRanked(record)).to.deep.equal([
    'port-range high 50: Port range exhausted: 2,618 of 2,768 NodePorts were held before the first job, 50 jobs refused → free 50 NodePorts (2,618 of 2,768 NodePorts were held before the first job, 200 jobs need one each), or extend --service-node-port-range',
  ]);
});
