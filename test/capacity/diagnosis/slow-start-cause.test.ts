// Pods that were Ready too late.
import { test } from 'node:test';
import { expect } from 'chai';
import { diagnose } from '../../../support/capacity/diagnosis';
import { stuckInContainer, stuckInProbe, stuckInPull, stuckInScheduler } from '../failures';
import { alive, createEvent, createJobs, createRecord, type MakeJob } from '../records';
import { listEvidence, listRanked } from './describe-diagnosis';

for (const [phase, make, expected] of [
  [
    'scheduler',
    stuckInScheduler,
    'held up by the scheduler → let 80 jobs of 200 start faster: finding a node took more than 59.6 s (median), 120 ms for those in time; a job has 30 s to be alive, at least 29.6 s less',
  ],
  [
    'image',
    stuckInPull,
    'held up by the image → let 80 jobs of 200 start faster: pulling the image took more than 59.8 s (median); a job has 30 s to be alive, at least 29.8 s less',
  ],
  [
    'container',
    stuckInContainer,
    'held up by the container → let 80 jobs of 200 start faster: starting the container on its node took more than 59.8 s (median), 600 ms for those in time; a job has 30 s to be alive, at least 29.8 s less',
  ],
  [
    'probe',
    stuckInProbe,
    'held up by the readiness probe → let 80 jobs of 200 start faster: becoming Ready once started took more than 59.1 s (median), 700 ms for those in time; a job has 30 s to be alive, at least 29.1 s less',
  ],
] as const) {
  test(`names the ${phase} as the reason of the slow start`, () => {
    const record = createRecord(createJobs([120, alive], [80, make]));
    expect(listRanked(record)).to.deep.equal([
      `slow-start high 80: Slow start of pods: 80 pods not Ready in time, ${expected}`,
    ]);
    expect(diagnose(record).ranked[0]?.phase).to.equal(phase);
  });
}

test('states the image pull time of the jobs that were in time in whole seconds, like the cluster', () => {
  const pulled: MakeJob = (base) => {
    const events = [
      createEvent('Pulling', 'Pulling image "stream:1"'),
      createEvent('Pulled', 'Successfully pulled image'),
    ];
    return { ...alive(base), events };
  };
  expect(listEvidence(createRecord(createJobs([120, pulled], [80, stuckInPull])), 'slow-start')).to.deep.equal([
    '80 pods: pulling the image took more than 59.8 s (median), less than 1 s for those in time',
    'on node-1 (80)',
  ]);
});

test('a pod that was Ready too late lost its time in the phase that took longer than for the others', () => {
  const late = createJobs(
    [190, alive],
    [
      10,
      (base) => {
        const job = alive(base);
        return {
          ...job,
          class: 'pending',
          startedSeenMs: 20_000,
          readySeenMs: 20_700,
          answeringMs: 20_800,
          aliveFromMs: 20_800,
        };
      },
    ],
  );
  const [cause] = diagnose(createRecord(late)).ranked;
  expect([cause?.cause, cause?.phase, cause?.jobsExplained]).to.deep.equal(['slow-start', 'container', 10]);
});
