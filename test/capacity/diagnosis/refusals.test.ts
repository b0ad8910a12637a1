// Jobs that the server or the cluster refused.
import { test } from 'node:test';
import { expect } from 'chai';
import { diagnose } from '../../../support/capacity/diagnosis';
import { refusalKind } from '../../../support/capacity/diagnosis/refusals';
import { noPort, noQuota, noSlot, refusedCall, resetCall, throttled } from '../failures';
import { alive, eventOf, jobsOf, podOf, recordOf, refused, seen } from '../records';
import { evidenceOf, ranked, ruledOut } from './told';

test('names a quota, by what and to what to raise it', () => {
  const quotas = [{ name: 'jobs', hard: { pods: 150 }, used: { pods: 150 } }];
  const record = recordOf(jobsOf([150, alive], [50, noQuota]), { quotas });
  expect(ranked(record)).to.deep.equal([
    'quota high 50: ResourceQuota jobs used up: 150 of 150 pods used, 50 jobs refused (exceeded quota) → raise ResourceQuota jobs from 150 to 200 pods (50 more for 50 jobs)',
  ]);
  expect(evidenceOf(record, 'quota')[1]).to.equal('at the end, ResourceQuota jobs: 150 of 150 pods used');
  expect(ruledOut(record, 'server-slots')).to.equal('50 answers 429 or 503, none names capacity or slots');
});

test('raises a quota for the target, also for jobs that were lost before they came to it', () => {
  const [, action] = diagnose(recordOf(jobsOf([150, alive], [30, resetCall], [20, noQuota]))).ranked.map(
    ({ immediateAction }) => immediateAction,
  );
  expect(action).to.equal('raise ResourceQuota jobs from 150 to 200 pods (50 more for 50 jobs)');
});

test('names a quota that refused the pods of accepted jobs', () => {
  const message =
    'Error creating: pods "grpc-job-1-2-abcde" is forbidden: exceeded quota: cpu, requested: requests.cpu=100m, used: requests.cpu=15, limited: requests.cpu=15';
  const record = recordOf(
    jobsOf([150, alive], [50, ({ pod: _, ...base }) => ({ ...base, events: [eventOf('FailedCreate', message)] })]),
  );
  expect(ranked(record)).to.deep.equal([
    'quota high 50: ResourceQuota cpu used up: 15 of 15 CPU cores used, 50 jobs refused (exceeded quota) → raise ResourceQuota cpu from 15 to 20 CPU cores (5 more for 50 jobs)',
  ]);
});

test('names the slots of the server', () => {
  const record = recordOf(jobsOf([150, alive], [50, noSlot]));
  expect(ranked(record)).to.deep.equal([
    "server-slots high 50: Server slots used up: 150 of 150 taken, 50 jobs answered 429 → raise the server's limit from 150 to 200 slots (50 more)",
  ]);
  expect(ruledOut(record, 'api-throttling')).to.equal(
    'no answer names it, 0 of 400 calls of the suite itself were throttled',
  );
});

test('takes 429 without a reason for slots, but is not sure', () => {
  expect(ranked(recordOf(jobsOf([150, alive], [50, refused(429, '')])))).to.deep.equal([
    'server-slots low 50: Server slots used up: 50 jobs answered 429, which names no reason → raise the number of jobs that the server allows by 50 to at least 200',
  ]);
});

test('names the range of ports', () => {
  const record = recordOf(jobsOf([150, alive], [50, noPort]), { nodePortsBefore: 2_618 });
  expect(ranked(record)).to.deep.equal([
    'port-range high 50: Port range exhausted: 2,618 of 2,768 NodePorts were held before the first job, 50 jobs refused → free 50 NodePorts (2,618 of 2,768 NodePorts were held before the first job, 200 jobs need one each), or widen --service-node-port-range',
  ]);
});

test('names a Kubernetes API that throttles the server', () => {
  const serverLog = ['12 times: WARN create Service: Too many requests, please try again later.'];
  const record = recordOf(jobsOf([150, alive], [50, throttled]), { serverLog, apiCalls: { calls: 400, throttled: 3 } });
  expect(diagnose(record).ranked.map(({ cause, confidence }) => [cause, confidence])).to.deep.equal([
    ['api-throttling', 'high'],
  ]);
  expect(evidenceOf(record, 'api-throttling')).to.deep.equal([
    '50 × "create Service grpc-service-1-2: Too many requests, please try again later."',
    'server\'s log: 1 × "12 times: WARN create Service: Too many requests, please try again later."',
    '3 of 400 calls of the suite itself were throttled',
  ]);
});

test('names a throttling API by the log of a server that answers nothing but 503', () => {
  const serverLog = ['client rate limiter Wait returned an error: context deadline exceeded'];
  const record = recordOf(jobsOf([150, alive], [50, refused(503, 'unavailable')]), { serverLog });
  expect(
    diagnose(record).ranked.map(({ cause, confidence, jobsExplained }) => [cause, confidence, jobsExplained]),
  ).to.deep.equal([['api-throttling', 'medium', 50]]);
});

test('names connections that were refused and reset', () => {
  const record = recordOf(jobsOf([170, alive], [20, refusedCall], [10, resetCall]), {
    serverChanges: ['focus-server-1 restarted'],
  });
  expect(ranked(record)).to.deep.equal([
    'connections-lost high 30: Connections lost: 20 requests refused, 10 requests reset or closed before the answer was complete → let the Focus Server take 200 requests with 50 at once: 30 connections too many for it',
  ]);
  expect(evidenceOf(record, 'connections-lost')).to.deep.equal([
    '20 × "POST http://host/configure failed: connection refused: nothing listens at this address."',
    '10 × "POST http://host/configure failed: the connection was closed before the answer was complete (ECONNRESET)."',
    'they failed at 400 ms of the run',
    'server: focus-server-1 restarted',
  ]);
});

test('names ports of Ready pods that do not answer', () => {
  const mute = jobsOf(
    [190, alive],
    [
      10,
      (base) => {
        const { answeringMs: _, ...stamps } = seen(base);
        return {
          ...base,
          ...stamps,
          class: 'failed',
          reason: 'port 30001 refuses connections',
          pod: podOf(base.number, { phase: 'Running' }),
        };
      },
    ],
  );
  expect(ranked(recordOf(mute))).to.deep.equal([
    "connections-lost medium 10: Connections lost: 10 ports of Ready pods not answering → mend the way to the jobs' ports: 10 of 200 ports do not answer",
  ]);
});

for (const [text, kind] of [
  ['exceeded quota: x, requested: pods=1', 'quota'],
  ['the server has received too many requests and has asked us to try again later', 'throttling'],
  ['client rate limiter Wait returned an error: context deadline exceeded', 'throttling'],
  ['failed to allocate a nodePort: range is full', 'ports'],
  ['spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated', 'ports'],
  ['maximum number of concurrent windows reached (30)', 'slots'],
  ['no free slot', 'slots'],
  ['rolled back: no pod of Job grpc-job-1-2 exists after 10000 ms', 'waiting'],
  ['busy, try again after 5 s', undefined],
  ['no live data: the fibre metadata is missing', undefined],
  ['Internal Server Error', undefined],
] as const) {
  test(`takes "${text}" for ${kind ?? 'nothing in particular'}`, () => {
    expect(refusalKind(text)).to.equal(kind);
  });
}
