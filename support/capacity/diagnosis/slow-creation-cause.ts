// The server takes too long to create jobs: calls without an answer, jobs that no worker could request, and the knee of its latency.
import type { CapacityJob } from '../capacity-record';
import { formatGroupedCount, formatMeasuredTime, formatNumber } from '../figures';
import type { Judge } from './cause';
import { createNotJudged, quoteTexts } from './evidence';
import { type Facts, wasCutOff } from './facts';
import { fewestAnswers, findKnee, type Latencies } from './knee';
import { findLateJobs } from './late-jobs';
import { findRefused, listRefusalTexts } from './refusals';

export const judgeSlowCreation: Judge = (facts) => {
  const { record, missing } = facts;
  const waited = missing.filter((job) => !wasCutOff(job, record));
  const silent = waited.filter(
    ({ sentMs, answeredMs, callFailure }) =>
      callFailure?.kind === 'silent' || (sentMs !== undefined && answeredMs === undefined),
  );
  const unsent = waited.filter(({ sentMs }) => sentMs === undefined);
  const late = findLateJobs(facts).byCreation;
  const inVain = findRefused('waiting', waited);
  const jobs = [...new Set([...silent, ...unsent, ...inVain, ...late])];
  const latencies = findKnee(record);
  if (jobs.length === 0) return describeClearance(latencies);
  const parts = [
    ...(silent.length > 0 ? [`${formatGroupedCount(silent.length, 'request')} without an answer`] : []),
    ...(unsent.length > 0
      ? [
          `${formatGroupedCount(unsent.length, 'job')} never requested because all ${record.plan.workers} workers waited`,
        ]
      : []),
    ...(inVain.length > 0
      ? [`${formatGroupedCount(inVain.length, 'job')} refused after the server had waited in vain`]
      : []),
    ...(late.length > 0 ? [`${formatGroupedCount(late.length, 'job')} alive only after the start of the plateau`] : []),
  ];
  const knee = latencies === undefined ? undefined : describeKnee(latencies);
  return {
    confidence: latencies?.knee !== undefined || isSlowThroughout(latencies, facts) ? 'high' : 'medium',
    jobs,
    summary: `Slow creation: ${parts.join(', ')}${knee === undefined ? '' : `; ${knee}`}`,
    evidence: [
      ...parts,
      ...(knee === undefined ? [] : [`${knee} (medians of windows of answers in the order of the requests)`]),
      ...quoteTexts(silent.flatMap(({ callFailure }) => callFailure?.text ?? [])),
      ...quoteTexts(inVain.flatMap(listRefusalTexts)),
    ],
    immediateAction: describeAction(new Set(jobs), facts),
    nextStep:
      'Profile what the server does for each job where its latency leaves its level: sequential calls to Kubernetes, locks, searches over all jobs.',
  };
};

function describeKnee({ levelMs, knee, answers }: Latencies): string {
  if (knee === undefined)
    return `the latency stays at its level of ${formatMeasuredTime(levelMs)} over ${formatGroupedCount(answers, 'answer')}`;
  return `the latency leaves its level of ${formatMeasuredTime(levelMs)} at ${formatGroupedCount(knee.jobs, 'job')}, to ${formatMeasuredTime(knee.ms)}`;
}

function isSlowThroughout(latencies: Latencies | undefined, { record }: Facts): boolean {
  return latencies !== undefined && latencies.levelMs > record.plan.latencyP95Ms;
}

/** Compares the rate at which jobs were accepted in time with the rate that the target needs. */
function describeAction(slow: ReadonlySet<CapacityJob>, { record: { jobs, plan }, notDue }: Facts): string {
  const inTime = jobs.filter((job) => job.answer?.status === 200 && !slow.has(job));
  const answers = inTime.flatMap(({ answeredMs }) => answeredMs ?? []);
  const short = formatGroupedCount(slow.size + notDue, 'job');
  if (answers.length === 0)
    return `let the server answer: none of ${formatGroupedCount(jobs.length, 'job')} was accepted in time`;
  const tookMs = Math.max(...answers) - Math.min(...jobs.map(({ dueMs }) => dueMs));
  const perSecond = (count: number) => `${formatNumber(Number(((count * 1_000) / Math.max(tookMs, 1)).toFixed(1)))}/s`;
  return `let the server create jobs faster: ${formatGroupedCount(inTime.length, 'job')} in ${formatMeasuredTime(tookMs)} (${perSecond(inTime.length)}), ${short} short; ${formatNumber(plan.target)} in that time need ${perSecond(plan.target)}`;
}

function describeClearance(latencies: Latencies | undefined) {
  if (latencies === undefined) return createNotJudged(`fewer than ${fewestAnswers} jobs were accepted`);
  return { because: `every request was sent and answered, ${describeKnee(latencies)}` };
}
