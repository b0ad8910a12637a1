// Jobs that the product's idle clean-up removed before the plateau was over.
import type { CapacityJob } from '../capacity-record';
import { countText, durationText } from '../figures';
import type { Judge } from './cause';
import { deathOf } from './containers-cause';
import { between, medianOf, onNodes, quotes } from './evidence';
import type { Facts } from './facts';

const enoughToAnswerMs = 5_000;

export const judgeIdleCleanup: Judge = (facts) => {
  const away = new Set(facts.record.nodes.filter(({ ready }) => !ready).map(({ name }) => name));
  const jobs = facts.missing.filter((job) => wasRemoved(job) && !away.has(job.pod?.node ?? ''));
  if (jobs.length === 0) return { because: 'no pod that had been Ready ended well or went away by itself' };
  const lives = jobs.flatMap((job) => lifeOf(job) ?? []);
  const lived = medianOf(lives);
  const needed = neededLife(facts);
  const after = lived === undefined ? '' : `, alive for ${durationText(lived)} (median)`;
  return {
    confidence: lives.length > 0 ? 'high' : 'medium',
    jobs,
    summary: `Idle clean-up: ${countText(jobs.length, 'job')} removed before the plateau was over${after}`,
    evidence: [
      ...endLine(jobs),
      `the suite removed none of them and held an open channel to each that was alive`,
      ...onNodes(jobs),
      ...quotes(
        jobs.flatMap(({ events }) =>
          events
            .filter(({ reason }) => /^(Killing|Completed|SuccessfulDelete)$/.test(reason))
            .map(({ reason, message }) => `${reason}: ${message}`),
        ),
      ),
    ],
    immediateAction: `let jobs that idle live for at least ${durationText(needed)}: ${countText(jobs.length, 'job')} of ${facts.record.plan.target} went after ${lived === undefined ? 'less' : durationText(lived)}`,
    nextStep:
      'An open channel has to count as use of a job; see the log of the cleanup Jobs for what they took for idle.',
  };
};

/** Its pod had been Ready, and then ended well or was taken away, though nobody of the suite did that. */
export function wasRemoved(job: CapacityJob): boolean {
  const { pod, readySeenMs, events } = job;
  if (pod === undefined || readySeenMs === undefined || deathOf(job) !== undefined || neverAnswered(job)) return false;
  if (events.some(({ reason }) => /^(Evicted|Preempted|TaintManagerEviction|NodeNotReady)$/.test(reason))) return false;
  return pod.vanished || pod.phase === 'Succeeded' || pod.end?.exitCode === 0;
}

/** Its port had time enough to answer while the pod was Ready: that nobody could look at the job is then why it idled. */
function neverAnswered({ readySeenMs = 0, brokenSeenMs = 0, answeringMs }: CapacityJob): boolean {
  return answeringMs === undefined && brokenSeenMs - readySeenMs >= enoughToAnswerMs;
}

function lifeOf({ aliveFromMs, readySeenMs, aliveUntilMs }: CapacityJob): number | undefined {
  const from = aliveFromMs ?? readySeenMs;
  return from === undefined || aliveUntilMs === undefined ? undefined : Math.max(aliveUntilMs - from, 0);
}

function endLine(jobs: readonly CapacityJob[]): string[] {
  const ends = jobs.flatMap(({ aliveUntilMs }) => aliveUntilMs ?? []);
  const vanished = jobs.filter(({ pod }) => pod?.vanished).length;
  const when = ends.length === 0 ? '' : ` ${between(ends)}`;
  const ended = jobs.length - vanished;
  const told = [
    ...(vanished > 0 ? [`${countText(vanished, 'pod')} taken away`] : []),
    ...(ended > 0 ? [`${countText(ended, 'pod')} ended well`] : []),
  ];
  return [`${told.join(', ')}${when}`];
}

/** From the first job that came alive until the last one has been so for the plateau. */
function neededLife({ record: { jobs, plan } }: Facts): number {
  const begun = jobs.flatMap(({ aliveFromMs, readySeenMs }) => aliveFromMs ?? readySeenMs ?? []);
  return Math.max(...begun) - Math.min(...begun) + plan.plateauMs;
}
