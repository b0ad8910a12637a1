// Connections that were refused, reset or lost.
import { test } from 'node:test';
import { expect } from 'chai';
import { refusedCall, removed, resetCall } from '../failures';
import { alive, createJobs, createPod, createRecord, type MakeJob, seen } from '../records';
import { listEvidence, listRanked } from './describe-diagnosis';

test('names connections that were refused and reset', () => {
  const record = createRecord(createJobs([170, alive], [20, refusedCall], [10, resetCall]), {
    serverChanges: ['focus-server-1 restarted'],
  });
  expect(listRanked(record)).to.deep.equal([
    'connections-lost high 30: Connections lost: 20 requests refused, 10 requests reset or closed before the answer was complete → let the Focus Server take 200 requests with 50 at once: 30 connections too many for it',
  ]);
  expect(listEvidence(record, 'connections-lost')).to.deep.equal([
    '20 × "POST http://host/configure failed: connection refused: nothing listens at this address."',
    '10 × "POST http://host/configure failed: the connection was closed before the answer was complete (ECONNRESET)."',
    'they failed at 400 ms of the run',
    'server: focus-server-1 restarted',
  ]);
});

test('names ports of Ready pods that do not answer', () => {
  const mute = createJobs(
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
          pod: createPod(base.number, { phase: 'Running' }),
        };
      },
    ],
  );
  expect(listRanked(createRecord(mute))).to.deep.equal([
    "connections-lost medium 10: Connections lost: 10 ports of Ready pods not answering → repair the network path to the jobs' ports: 10 of 200 ports do not answer",
  ]);
});

test('blames the port, not the cleanup, for jobs that were idle because their port never answered', () => {
  const mute: MakeJob = (base) => {
    const { aliveFromMs: _, aliveUntilMs: __, answeringMs: ___, ...job } = removed(base);
    return { ...job, readySeenMs: 3_000, brokenSeenMs: 53_000 };
  };
  expect(listRanked(createRecord(createJobs([120, alive], [80, mute])))).to.deep.equal([
    "connections-lost medium 80: Connections lost: 80 ports of Ready pods not answering → repair the network path to the jobs' ports: 80 of 200 ports do not answer",
  ]);
});
