// The latencies of the parts of a job, over all jobs that began the part; an unfinished one counts with its time until the end of the run.
import { mean, quantileSorted } from 'simple-statistics';
import type { CapacityJob, CapacityRecord } from '../capacity-record';
import { type Latency, latencyFigures, type Measurements } from './measurements-schema';
import { suiteClock } from './report-times';

export interface Sample {
  readonly ms: number;
  /** False if it was not finished when the run ended. */
  readonly finished: boolean;
}

interface Span {
  readonly from: string;
  readonly to: string;
  readonly sample: (job: CapacityJob, endedMs: number) => Sample | undefined;
}

/** The spans of a job's start, in order. The last one is the whole start. */
const spans: Readonly<Record<keyof Measurements['performance_metrics'], Span>> = {
  job_creation: defineSpan('due', 'answered', ({ dueMs, answeredMs }) => [dueMs, answeredMs]),
  accepted_job_creation: defineSpan('due', 'accepted', (job) => (isAccepted(job) ? [job.dueMs, job.answeredMs] : [])),
  waiting_for_worker: defineSpan('due', 'sent', ({ dueMs, sentMs }) => [dueMs, sentMs]),
  request: defineSpan('sent', 'answered', ({ sentMs, answeredMs }) => [sentMs, answeredMs]),
  accepted_to_scheduled: defineSpan('accepted', 'scheduled', (job) => listStages(job).slice(0, 2)),
  scheduled_to_started: defineSpan('scheduled', 'started', (job) => listStages(job).slice(1, 3)),
  started_to_ready: defineSpan('started', 'ready', (job) => listStages(job).slice(2, 4)),
  ready_to_answering: defineSpan('ready', 'answering', (job) => listStages(job).slice(3, 5)),
  due_to_alive: defineSpan('due', 'alive', ({ dueMs, aliveFromMs }) => [dueMs, aliveFromMs]),
};
export type SpanName = keyof typeof spans;
export const spanNames = Object.keys(spans) as SpanName[];

export function summarizeLatencies(record: CapacityRecord): Measurements['performance_metrics'] {
  const entries = spanNames.map((name) => [name, summarize(spans[name], listSamples(name, record))]);
  return Object.fromEntries(entries) as Measurements['performance_metrics'];
}

/** One sample for each job that began the span. */
export function listSamples(name: SpanName, { jobs, endedMs }: CapacityRecord): Sample[] {
  return jobs.flatMap((job) => spans[name].sample(job, endedMs) ?? []);
}

export function isAccepted({ answer }: CapacityJob): boolean {
  return answer !== undefined && answer.status >= 200 && answer.status < 300;
}

function defineSpan(from: string, to: string, ends: (job: CapacityJob) => readonly (number | undefined)[]): Span {
  return {
    from,
    to,
    sample: (job, endedMs) => {
      const [begin, end] = ends(job);
      if (begin === undefined) return undefined;
      return { ms: Math.max((end ?? endedMs) - begin, 0), finished: end !== undefined };
    },
  };
}

/**
 * The times at which an accepted job was accepted, scheduled, started, ready and answering. A stage that was seen before the previous one took no
 * time (a server may answer once the pod runs). The list ends at the first stage that was never reached.
 */
function listStages(job: CapacityJob): readonly (number | undefined)[] {
  if (!isAccepted(job)) return [];
  const { answeredMs, scheduledSeenMs, startedSeenMs, readySeenMs, answeringMs } = job;
  const reached: number[] = [];
  for (const stamp of [answeredMs, scheduledSeenMs, startedSeenMs, readySeenMs, answeringMs]) {
    if (stamp === undefined) break;
    reached.push(Math.max(stamp, reached.at(-1) ?? 0));
  }
  return reached;
}

function summarize({ from, to }: Span, samples: readonly Sample[]): Latency {
  const unfinished = samples.filter(({ finished }) => !finished);
  const base = { from, to, clock: suiteClock, count: samples.length, unfinished: unfinished.length };
  if (samples.length === 0) {
    return { ...base, ...noFigures, at_least: [], no_data: `no job reached "${from}"` };
  }
  const sorted = samples.map(({ ms }) => ms).sort((left, right) => left - right);
  const figures = {
    mean_ms: round(mean(sorted)),
    p50_ms: round(quantileSorted(sorted, 0.5)),
    p95_ms: round(quantileSorted(sorted, 0.95)),
    p99_ms: round(quantileSorted(sorted, 0.99)),
    max_ms: round(sorted.at(-1) ?? 0),
  };
  const shortest = Math.min(...unfinished.map(({ ms }) => ms));
  const raised = latencyFigures.filter(
    (name) => unfinished.length > 0 && (name === 'mean_ms' || figures[name] >= shortest),
  );
  return { ...base, ...figures, at_least: raised, no_data: null };
}

const noFigures = { mean_ms: null, p50_ms: null, p95_ms: null, p99_ms: null, max_ms: null };

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
