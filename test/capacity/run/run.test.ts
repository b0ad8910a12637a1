// The rules of a capacity run: the plan, the plateau, the classes, and how progress is shown.
import { test } from 'node:test';
import { expect } from 'chai';
import { classify, type JobFacts } from '../../../support/capacity/run/classes';
import { capacityPlan, jobsRequired } from '../../../support/capacity/run/plan';
import { bestPlateau } from '../../../support/capacity/run/plateau';
import { progressLine, showProgress } from '../../../support/capacity/run/progress-lines';
import { loadProfile } from '../../../support/environment';

test('a ramp climbs to the target, past which no step goes', () => {
  const planOf = (env: NodeJS.ProcessEnv) => capacityPlan(loadProfile(env)).steps;
  expect(planOf({ FOCUS_ENV: 'sandbox' })).to.deep.equal([200]);
  expect(planOf({ FOCUS_ENV: 'dev', CAPACITY_TARGET: '40' })).to.deep.equal([10, 20, 30, 40]);
  expect(planOf({ FOCUS_ENV: 'dev', CAPACITY_TARGET: '40', CAPACITY_RAMP: '30,10,10,40' })).to.deep.equal([10, 30, 40]);
});

test('a share of a job counts as a whole job', () => {
  expect([jobsRequired(200, 0.95), jobsRequired(10, 0.95), jobsRequired(1, 0.95), jobsRequired(7, 1)]).to.deep.equal([
    190, 10, 1, 7,
  ]);
});

test('the plateau is the time that is long enough at which the most jobs were alive', () => {
  const spans = [
    { fromMs: 0, untilMs: 4_000 },
    { fromMs: 1_000, untilMs: 9_000 },
    { fromMs: 2_000, untilMs: 10_000 },
    { fromMs: 3_000, untilMs: 3_500 },
  ];
  expect(bestPlateau(spans, 5_000, 10_000)).to.deep.equal({ alive: 2, fromMs: 2_000, heldMs: 7_000 });
  expect(bestPlateau(spans, 1_000, 10_000)).to.deep.equal({ alive: 3, fromMs: 2_000, heldMs: 2_000 });
});

test('a run that was too short for its plateau tells the moment at which the most were alive', () => {
  const spans = [
    { fromMs: 0, untilMs: 2_000 },
    { fromMs: 500, untilMs: 3_000 },
  ];
  expect(bestPlateau(spans, 5_000, 3_000)).to.deep.equal({ alive: 2, fromMs: 500, heldMs: 1_500 });
  expect(bestPlateau([], 5_000, 3_000)).to.deep.equal({ alive: 0, fromMs: 0, heldMs: 0 });
});

test('each job is in one class, with the reason', () => {
  const classes = cases.map(([facts]) => {
    const { class: name, reason } = classify(facts, context);
    return `${name}: ${reason}`;
  });
  expect(classes).to.deep.equal(cases.map(([, expected]) => expected));
});

test('a run that was cut off blames no worker for what it had not sent', () => {
  const unsent = { accepted: false, job: { number: 1, dueMs: 0, events: [] } };
  expect(classify(unsent, { ...context, cutOff: true })).to.deep.equal({
    class: 'lost',
    reason: 'the run was cut off before its request was sent',
  });
});

test('progress is a line now and then, and a last one', (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const written: string[] = [];
  const state = { due: 200, asked: 180, accepted: 150, ready: 120, alive: 110, failed: 2 };
  expect(progressLine(state, 3_210)).to.equal(
    '3.2 s: 200 jobs due, 180 asked for, 150 accepted, 120 Ready, 110 alive, 2 failed',
  );
  const stop = showProgress({ write: (text) => written.push(text) }, () => state);
  t.mock.timers.tick(10_000);
  stop();
  t.mock.timers.tick(10_000);
  expect(written).to.have.length(3);
  for (const line of written) expect(line).to.match(/^ {2}\d+\.\d s: 200 jobs due, 180 asked for, .*, 2 failed\n$/);
});

const context = {
  plan: { workers: 50, plateauMs: 5_000, aliveWithinMs: 30_000 },
  plateau: { alive: 3, fromMs: 10_000, heldMs: 6_000 },
  endedMs: 40_000,
  cutOff: false,
};

const pod = { name: 'grpc-job-1-1-abcde', phase: 'Running', restarts: 0, vanished: false } as const;
const asked = { number: 1, dueMs: 0, askedMs: 1, answeredMs: 2, events: [] };
const warning = {
  type: 'Warning',
  reason: 'FailedCreate',
  message: 'exceeded quota',
  count: 1,
  firstTime: new Date(0),
  lastTime: new Date(0),
  source: 'job-controller',
};

function accepted(job: Partial<JobFacts['job']>, portProblem?: string): JobFacts {
  const facts = { accepted: true, job: { ...asked, answer: { status: 200, text: '{}' }, jobId: '1-1', ...job } };
  return portProblem === undefined ? facts : { ...facts, portProblem };
}

function unaccepted(job: Partial<JobFacts['job']>, answerProblem?: string): JobFacts {
  const facts = { accepted: false, job: { ...asked, ...job } };
  return answerProblem === undefined ? facts : { ...facts, answerProblem };
}

const cases: readonly (readonly [JobFacts, string])[] = [
  [accepted({ pod, aliveFromMs: 9_000 }), 'alive: '],
  [accepted({ pod, aliveFromMs: 9_000, aliveUntilMs: 15_000 }), 'alive: '],
  [
    { accepted: false, job: { number: 1, dueMs: 0, events: [] } },
    'lost: its request was not sent: 40.0 s after it was due all 50 workers still waited for answers',
  ],
  [
    { accepted: false, job: { number: 1, dueMs: 0, askedMs: 1_000, events: [] } },
    'lost: no answer had come 40.0 s after it was due',
  ],
  [unaccepted({ callFailure: { kind: 'refused', text: 'connection refused' } }), 'lost: connection refused'],
  [unaccepted({ answer: { status: 429, text: 'no slot' } }), 'refused: it was answered 429: no slot'],
  [unaccepted({ answer: { status: 200, text: '{}' } }, 'job_id: missing'), 'failed: job_id: missing'],
  [accepted({ events: [warning] }), 'pending: no pod was made for it within 30.0 s (FailedCreate: exceeded quota)'],
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
    'lost: after 3.0 s alive, its pod was taken away, though nobody of this run cancelled it',
  ],
  [
    accepted({ pod, aliveFromMs: 9_000, aliveUntilMs: 12_000 }, 'its port stopped to answer'),
    'failed: after 3.0 s alive, its port stopped to answer',
  ],
  [accepted({ pod, aliveFromMs: 12_000 }), 'pending: it came alive 2.0 s after the plateau had begun'],
];
