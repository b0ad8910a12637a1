// A Kubernetes API that throttles.
import { test } from 'node:test';
import { expect } from 'chai';
import { diagnose } from '../../../support/capacity/diagnosis';
import { throttled } from '../failures';
import { alive, createJobs, createRecord, refused } from '../records';
import { listEvidence } from './describe-diagnosis';

test('names a Kubernetes API that throttles the server', () => {
  const serverLog = ['12 times: WARN create Service: Too many requests, please try again later.'];
  const record = createRecord(createJobs([150, alive], [50, throttled]), {
    serverLog,
    apiCalls: { calls: 400, throttled: 3 },
  });
  expect(diagnose(record).ranked.map(({ cause, confidence }) => [cause, confidence])).to.deep.equal([
    ['api-throttling', 'high'],
  ]);
  expect(listEvidence(record, 'api-throttling')).to.deep.equal([
    '50 × "create Service grpc-service-1-2: Too many requests, please try again later."',
    'server\'s log: 1 × "12 times: WARN create Service: Too many requests, please try again later."',
    '3 of 400 calls of the suite itself were throttled',
  ]);
});

test('names a throttling API by the log of a server that answers nothing but 503', () => {
  const serverLog = ['client rate limiter Wait returned an error: context deadline exceeded'];
  const record = createRecord(createJobs([150, alive], [50, refused(503, 'unavailable')]), { serverLog });
  expect(
    diagnose(record).ranked.map(({ cause, confidence, jobsExplained }) => [cause, confidence, jobsExplained]),
  ).to.deep.equal([['api-throttling', 'medium', 50]]);
});
