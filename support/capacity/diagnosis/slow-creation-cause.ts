// The server takes too long to create jobs: calls without an answer, jobs that no worker came to ask for, and the knee of its latency.
import type { CapacityJob } from '../capacity-record';
import { countText, durationText, numberText } from '../figures';
import type { Judge } from './cause';
import { notJudged, quotes } from './evidence';
import { type Facts, wasCutOff } from './facts';
import { fewestAnswers, type Latencies, latenciesOf } from './knee';
import { lateJobs } from './late-jobs';
import { refusalTexts, refusedFor } from './refusals';

export const judgeSlowCreation: Judge = (facts) => {
  const { record, missing } = facts;
  const waited = missing.filter((job) => !wasCutOff(job, record));
  const silent = waited.filter(
    ({ askedMs, answeredMs, callFailure }) =>
      callFailure?.kind === 'silent' || (askedMs !== undefined && answeredMs === undefined),
  );
  const unsent = waited.filter(({ askedMs }) => askedMs === undefined);
  const late = lateJobs(facts).byCreation;
  const inVain = refusedFor('waiting', waited);
  const jobs = [...new Set([...silent, ...unsent, ...inVain, ...late])];
  const latencies = latenciesOf(record);
  if (jobs.length === 0) return clearance(latencies);
  const told = [
    ...(silent.length > 0 ? [`${countText(silent.length, 'request')} without an answer`] : []),
    ...(unsent.length > 0
      ? [`${countText(unsent.length, 'job')} never asked for because all ${record.plan.workers} workers waited`]
      : []),
    ...(inVain.length > 0 ? [`${countText(inVain.length, 'job')} refused after the server had waited in vain`] : []),
    ...(late.length > 0 ? [`${countText(late.length, 'job')} alive only after the plateau had begun`] : []),
  ];
  const knee = latencies === undefined ? undefined : kneeText(latencies);
  return {
    confidence: latencies?.knee !== undefined || isSlowThroughout(latencies, facts) ? 'high' : 'medium',
    jobs,
    summary: `Slow creation: ${told.join(', ')}${knee === undefined ? '' : `; ${knee}`}`,
    evidence: [
      ...told,
      ...(knee === undefined ? [] : [`${knee} (medians of windows of answers in the order of asking)`]),
      ...quotes(silent.flatMap(({ callFailure }) => callFailure?.text ?? [])),
      ...quotes(inVain.flatMap(refusalTexts)),
    ],
    immediateAction: actionFor(new Set(jobs), facts),
    nextStep:
      'Profile what the server does for each job where its latency leaves its level: calls to Kubernetes one after the other, locks, searches over all jobs.',
  };
};

function kneeText({ levelMs, knee, answers }: Latencies): string {
  if (knee === undefined)
    return `the latency stays at its level of ${durationText(levelMs)} over ${countText(answers, 'answer')}`;
  return `the latency leaves its level of ${durationText(levelMs)} at ${countText(knee.jobs, 'job')}, to ${durationText(knee.ms)}`;
}

function isSlowThroughout(latencies: Latencies | undefined, { record }: Facts): boolean {
  return latencies !== undefined && latencies.levelMs > record.plan.latencyP95Ms;
}

/** At the rate at which jobs were accepted that came in time, against the rate that the target needs. */
function actionFor(slow: ReadonlySet<CapacityJob>, { record: { jobs, plan }, notDue }: Facts): string {
  const inTime = jobs.filter((job) => job.answer?.status === 200 && !slow.has(job));
  const answers = inTime.flatMap(({ answeredMs }) => answeredMs ?? []);
  const short = countText(slow.size + notDue, 'job');
  if (answers.length === 0)
    return `let the server answer: none of ${countText(jobs.length, 'job')} was accepted in time`;
  const tookMs = Math.max(...answers) - Math.min(...jobs.map(({ dueMs }) => dueMs));
  const perSecond = (count: number) => `${numberText(Number(((count * 1_000) / Math.max(tookMs, 1)).toFixed(1)))}/s`;
  return `let the server create jobs faster: ${countText(inTime.length, 'job')} in ${durationText(tookMs)} (${perSecond(inTime.length)}), ${short} short; ${numberText(plan.target)} in that time need ${perSecond(plan.target)}`;
}

function clearance(latencies: Latencies | undefined) {
  if (latencies === undefined) return notJudged(`fewer than ${fewestAnswers} jobs were accepted`);
  return { because: `every request was sent and answered, ${kneeText(latencies)}` };
}
