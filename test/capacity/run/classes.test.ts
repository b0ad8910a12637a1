// The class of each job of a capacity run.
import { test } from 'node:test';
import { expect } from 'chai';
import { classify, type JobFacts } from '../../../support/capacity/run/classes';

const context = {
  plan: { workers: 50, plateauMs: 5_000, aliveWithinMs: 30_000 },
  plateau: { alive: 3, fromMs: 10_000, heldMs: 6_000 },
  endedMs: 40_000,
  cutOff: false,
};

const pod = { name: 'grpc-job-1-1-abcde', phase: 'Running', restarts: 0, vanished: false } as const;
const base = { number: 1, dueMs: 0, sentMs: 1, answeredMs: 2, events: [] };
const warning = {
  type: 'Warning',
  reason: 'FailedCreate',
  message: 'exceeded quota',
  count: 1,
  firstTime: new Date(0),
  lastTime: new Date(0),
  source: 'job-controller',
};

const cases: readonly (readonly [JobFacts, string])[] = [
  [accepted({ pod, aliveFromMs: 9_000 }), 'alive: '],
  [accepted({ pod, aliveFromMs: 9_000, aliveUntilMs: 15_000 }), 'alive: '],
  [
    { accepted: false, job: { number: 1, dueMs: 0, events: [] } },
    'lost: its request was not sent: 40.0 s after it was due all 50 workers still waited for answers',
  ],
  [
    { accepted: false, job: { number: 1, dueMs: 0, sentMs: 1_000, events: [] } },
    'lost: there was no answer 40.0 s after it was due',
  ],
  [unaccepted({ callFailure: { kind: 'refused', text: 'connection refused' } }), 'lost: connection refused'],
  [unaccepted({ answer: { status: 429, text: 'no slot' } }), 'refused: it was answered 429: no slot'],
  [unaccepted({ answer: { status: 200, text: '{}' } }, 'job_id: missing'), 'failed: job_id: missing'],
  [accepted({ events: [warning] }), 'pending: no pod was created for it within 30.0 s (FailedCreate: exceeded quota)'],
  [
    accepted({ pod: { ...pod, phase: 'Pending', trouble: 'Unschedulable: 0/1 nodes are available' } }),
    'pending: its pod was not Ready within 30.0 s: Unschedulable: 0/1 nodes are available',
  ],
  [
    accepted({ pod: { ...pod, phase: 'Pending' }, events: [warning] }),
    'pending: its pod was not Ready within 30.0 s: it was Pending (FailedCreate: exceeded quota)',
  ],
  [accepted({ pod, readySeenMs: 3 }), 'pending: its port did not answer within 30.0 s'],
  [accepted({ pod, readySeenMs: 3 }, 'it refuses TCP connections'), 'failed: it refuses TCP connections'],
  [
    accepted({ pod: { ...pod, phase: 'Failed', end: { reason: 'OOMKilled', exitCode: 137 } } }),
    'failed: its container ended: OOMKilled, exit code 137',
  ],
  [
    accepted({
      pod: { ...pod, phase: 'Succeeded', end: { reason: 'Completed', exitCode: 0 } },
      readySeenMs: 3_000,
      brokenSeenMs: 53_000,
    }),
    'failed: its port did not answer in the 50.0 s that its pod was Ready; then its container ended: Completed, exit code 0',
  ],
  [
    accepted({ pod: { ...pod, vanished: true }, aliveFromMs: 9_000, aliveUntilMs: 12_000 }),
    'lost: after 3.0 s alive, its pod was deleted, although this run did not cancel it',
  ],
  [
    accepted({ pod, aliveFromMs: 9_000, aliveUntilMs: 12_000 }, 'its port stopped answering'),
    'failed: after 3.0 s alive, its port stopped answering',
  ],
  [accepted({ pod, aliveFromMs: 12_000 }), 'pending: it was alive only 2.0 s after the start of the plateau'],
];

test('each job is in one class, with the reason', () => {
  const classes = cases.map(([facts]) => {
    const { class: name, reason } = classify(facts, context);
    return `${name}: ${reason}`;
  });
  expect(classes).to.deep.equal(cases.map(([, expected]) => expected));
});

test('a run that was cut off blames no worker for requests that were not sent', () => {
  const unsent = { accepted: false, job: { number: 1, dueMs: 0, events: [] } };
  expect(classify(unsent, { ...context, cutOff: true })).to.deep.equal({
    class: 'lost',
    reason: 'the run was cut off before its request was sent',
  });
});

function accepted(job: Partial<JobFacts['job']>, portProblem?: string): JobFacts {
  const facts = { accepted: true, job: { ...base, answer: { status: 200, text: '{}' }, jobId: '1-1', ...job } };
  return portProblem === undefined ? facts : { ...facts, portProblem };
}

function unaccepted(job: Partial<JobFacts['job']>, answerProblem?: string): JobFacts {
  const facts = { accepted: false, job: { ...base, ...job } };
  return answerProblem === undefined ? facts : { ...facts, answerProblem };
}
