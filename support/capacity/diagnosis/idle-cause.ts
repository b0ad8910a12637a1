// Jobs that the product's cleanup of idle jobs removed before the end of the plateau.
import type { CapacityJob } from '../capacity-record';
import { formatGroupedCount, formatMeasuredTime } from '../figures';
import type { Judge } from './cause';
import { findDeath } from './containers-cause';
import { computeMedian, describeNodes, describeTimes, quoteTexts } from './evidence';
import type { Facts } from './facts';

const enoughToAnswerMs = 5_000;

export const judgeIdleCleanup: Judge = (facts) => {
  const away = new Set(facts.record.nodes.filter(({ ready }) => !ready).map(({ name }) => name));
  const jobs = facts.missing.filter((job) => wasRemoved(job) && !away.has(job.pod?.node ?? ''));
  if (jobs.length === 0) return { because: 'no pod that had been Ready succeeded or disappeared by itself' };
  const lives = jobs.flatMap((job) => computeLife(job) ?? []);
  const lived = computeMedian(lives);
  const needed = computeNeededLife(facts);
  const after = lived === undefined ? '' : `, alive for ${formatMeasuredTime(lived)} (median)`;
  return {
    confidence: lives.length > 0 ? 'high' : 'medium',
    jobs,
    summary: `Idle cleanup: ${formatGroupedCount(jobs.length, 'job')} removed before the end of the plateau${after}`,
    evidence: [
      ...describeEnds(jobs),
      `the suite removed none of them and kept an open channel to each that was alive`,
      ...describeNodes(jobs),
      ...quoteTexts(
        jobs.flatMap(({ events }) =>
          events
            .filter(({ reason }) => /^(Killing|Completed|SuccessfulDelete)$/.test(reason))
            .map(({ reason, message }) => `${reason}: ${message}`),
        ),
      ),
    ],
    immediateAction: `let jobs that idle live for at least ${formatMeasuredTime(needed)}: ${formatGroupedCount(jobs.length, 'job')} of ${facts.record.plan.target} were removed after ${lived === undefined ? 'less' : formatMeasuredTime(lived)}`,
    nextStep:
      'An open channel must count as use of a job; see the log of the cleanup Jobs for the jobs that they treated as idle.',
  };
};

/** Its pod had been Ready, and then succeeded or was deleted, but not by the suite. */
export function wasRemoved(job: CapacityJob): boolean {
  const { pod, readySeenMs, events } = job;
  if (pod === undefined || readySeenMs === undefined || findDeath(job) !== undefined || neverAnswered(job))
    return false;
  if (events.some(({ reason }) => /^(Evicted|Preempted|TaintManagerEviction|NodeNotReady)$/.test(reason))) return false;
  return pod.vanished || pod.phase === 'Succeeded' || pod.end?.exitCode === 0;
}

/** Its port did not answer although the pod was Ready long enough: the job was idle because nobody could connect to it. */
function neverAnswered({ readySeenMs = 0, brokenSeenMs = 0, answeringMs }: CapacityJob): boolean {
  return answeringMs === undefined && brokenSeenMs - readySeenMs >= enoughToAnswerMs;
}

function computeLife({ aliveFromMs, readySeenMs, aliveUntilMs }: CapacityJob): number | undefined {
  const from = aliveFromMs ?? readySeenMs;
  return from === undefined || aliveUntilMs === undefined ? undefined : Math.max(aliveUntilMs - from, 0);
}

function describeEnds(jobs: readonly CapacityJob[]): string[] {
  const ends = jobs.flatMap(({ aliveUntilMs }) => aliveUntilMs ?? []);
  const vanished = jobs.filter(({ pod }) => pod?.vanished).length;
  const when = ends.length === 0 ? '' : ` ${describeTimes(ends)}`;
  const ended = jobs.length - vanished;
  const parts = [
    ...(vanished > 0 ? [`${formatGroupedCount(vanished, 'pod')} deleted`] : []),
    ...(ended > 0 ? [`${formatGroupedCount(ended, 'pod')} succeeded`] : []),
  ];
  return [`${parts.join(', ')}${when}`];
}

/** From the first job that was alive until the last one has been alive for the plateau. */
function computeNeededLife({ record: { jobs, plan } }: Facts): number {
  const begun = jobs.flatMap(({ aliveFromMs, readySeenMs }) => aliveFromMs ?? readySeenMs ?? []);
  return Math.max(...begun) - Math.min(...begun) + plan.plateauMs;
}
