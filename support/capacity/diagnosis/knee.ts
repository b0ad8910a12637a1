// The number of jobs at which the latency of the server leaves its level.
import type { CapacityRecord } from '../capacity-record';
import { computeMedian } from './evidence';

export interface Latencies {
  /** The number of answers. */
  readonly answers: number;
  /** The lowest median of the windows in the first half. */
  readonly levelMs: number;
  /** Where the latency left that level permanently. */
  readonly knee?: { readonly jobs: number; readonly ms: number };
}

interface Answer {
  readonly ms: number;
  /** The number of accepted jobs when the request was sent. */
  readonly jobs: number;
}

/** Fewer answers do not show a level. */
export const fewestAnswers = 20;
const smallestWindow = 10;
const highest = 2;
const leastRiseMs = 50;

/**
 * The latency from sent to answered, in the order of the requests, in windows of 10 answers (or 5 % of them, if that is more). The level is the lowest
 * median of the windows in the first half; the knee is the first window from which on every median is above twice the level (and by 50 ms).
 * Undefined for fewer than 20 answers.
 */
export function findKnee(record: CapacityRecord): Latencies | undefined {
  const answers = listAnswers(record);
  if (answers.length < fewestAnswers) return undefined;
  const size = Math.max(smallestWindow, Math.ceil(answers.length / 20));
  const windows = Array.from({ length: Math.floor(answers.length / size) }, (_, index) =>
    answers.slice(index * size, (index + 1) * size),
  );
  const medians = windows.map((window) => computeMedian(window.map(({ ms }) => ms)) ?? 0);
  const levelMs = Math.min(...medians.slice(0, Math.ceil(medians.length / 2)));
  const lastLow = medians.findLastIndex((ms) => ms <= Math.max(highest * levelMs, levelMs + leastRiseMs));
  const first = windows[lastLow + 1]?.[0];
  const ms = computeMedian(medians.slice(lastLow + 1));
  const base = { answers: answers.length, levelMs };
  return first === undefined || ms === undefined ? base : { ...base, knee: { jobs: first.jobs, ms } };
}

/** The latencies of accepted jobs, and of calls without an answer with their time until the end of the run. */
function listAnswers({ jobs, endedMs }: CapacityRecord): Answer[] {
  const accepted = jobs
    .flatMap(({ answer, answeredMs }) => (answer?.status === 200 && answeredMs !== undefined ? [answeredMs] : []))
    .sort((left, right) => left - right);
  const acceptedBy = (atMs: number) => {
    const later = accepted.findIndex((answeredMs) => answeredMs > atMs);
    return later === -1 ? accepted.length : later;
  };
  const waited = jobs.flatMap(({ sentMs, answeredMs, answer, callFailure }) => {
    const counts = answer === undefined ? (callFailure?.kind ?? 'silent') === 'silent' : answer.status === 200;
    return sentMs === undefined || !counts ? [] : [{ sentMs, ms: (answeredMs ?? endedMs) - sentMs }];
  });
  return waited
    .sort((left, right) => left.sentMs - right.sentMs)
    .map(({ sentMs, ms }) => ({ ms, jobs: acceptedBy(sentMs) }));
}
