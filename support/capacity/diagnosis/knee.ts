// At how many jobs the latency of the server leaves its level.
import type { CapacityRecord } from '../capacity-record';
import { medianOf } from './evidence';

export interface Latencies {
  /** Answers that were looked at. */
  readonly answers: number;
  /** The lowest median of the windows in the first half. */
  readonly levelMs: number;
  /** Where the latency left that level for good. */
  readonly knee?: { readonly jobs: number; readonly ms: number };
}

interface Answer {
  readonly ms: number;
  /** Jobs that had been accepted when it was asked for. */
  readonly jobs: number;
}

/** Fewer answers tell nothing of a level. */
export const fewestAnswers = 20;
const smallestWindow = 10;
const highest = 2;
const leastRiseMs = 50;

/**
 * The latency from asked to answered, in the order of asking, in windows of 10 answers (5 % of them, when that is more). The level is the lowest
 * median of the windows in the first half; the knee is the first window from which on every median is above twice the level (and by 50 ms).
 * Undefined for fewer than 20 answers.
 */
export function latenciesOf(record: CapacityRecord): Latencies | undefined {
  const answers = answersOf(record);
  if (answers.length < fewestAnswers) return undefined;
  const size = Math.max(smallestWindow, Math.ceil(answers.length / 20));
  const windows = Array.from({ length: Math.floor(answers.length / size) }, (_, index) =>
    answers.slice(index * size, (index + 1) * size),
  );
  const medians = windows.map((window) => medianOf(window.map(({ ms }) => ms)) ?? 0);
  const levelMs = Math.min(...medians.slice(0, Math.ceil(medians.length / 2)));
  const lastLow = medians.findLastIndex((ms) => ms <= Math.max(highest * levelMs, levelMs + leastRiseMs));
  const first = windows[lastLow + 1]?.[0];
  const ms = medianOf(medians.slice(lastLow + 1));
  const base = { answers: answers.length, levelMs };
  return first === undefined || ms === undefined ? base : { ...base, knee: { jobs: first.jobs, ms } };
}

/** Of accepted jobs, and of calls that got no answer: these with the time they had waited. */
function answersOf({ jobs, endedMs }: CapacityRecord): Answer[] {
  const accepted = jobs
    .flatMap(({ answer, answeredMs }) => (answer?.status === 200 && answeredMs !== undefined ? [answeredMs] : []))
    .sort((left, right) => left - right);
  const acceptedBy = (atMs: number) => {
    const later = accepted.findIndex((answeredMs) => answeredMs > atMs);
    return later === -1 ? accepted.length : later;
  };
  const waited = jobs.flatMap(({ askedMs, answeredMs, answer, callFailure }) => {
    const counts = answer === undefined ? (callFailure?.kind ?? 'silent') === 'silent' : answer.status === 200;
    return askedMs === undefined || !counts ? [] : [{ askedMs, ms: (answeredMs ?? endedMs) - askedMs }];
  });
  return waited
    .sort((left, right) => left.askedMs - right.askedMs)
    .map(({ askedMs, ms }) => ({ ms, jobs: acceptedBy(askedMs) }));
}
