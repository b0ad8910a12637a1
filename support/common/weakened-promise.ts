// The notes of a scenario that checks less than its sentences promise; the verdict recognizes such scenarios by them.
import { formatDuration } from './wording';

const prefix = 'Less than promised: ';

/** A note such as `shortened: 60 s of 1 h (stability.durationMs)`; undefined if the promise was checked in full. */
export function describeShortened(seen: number, promised: number, { setting, format }: Measure): string | undefined {
  if (seen >= promised) return undefined;
  return `${prefix}shortened: ${format(seen)} of ${format(promised)} (${setting})`;
}

/** A note such as `extended: 60 s instead of 30 s (deadlines.podRunningMs)`; undefined if the deadline is not longer than promised. */
export function describeExtended(ms: number, promisedMs: number, setting: string): string | undefined {
  if (ms <= promisedMs) return undefined;
  return `${prefix}extended: ${formatDuration(ms)} instead of ${formatDuration(promisedMs)} (${setting})`;
}

/** A note that a part of the promise was not judged, with the reason. */
export function describeNotJudged(reason: string): string {
  return `${prefix}not judged: ${reason}`;
}

/** The same, or that the deadline is shorter, which weakens nothing; undefined if it is the promised one. */
export function describeDeadline(ms: number, promisedMs: number, setting: string): string | undefined {
  if (ms >= promisedMs) return describeExtended(ms, promisedMs, setting);
  return `More than promised: within ${formatDuration(ms)} instead of ${formatDuration(promisedMs)} (${setting})`;
}

/** The setting and the format of a number that a sentence promises. */
export interface Measure {
  /** The setting of the profile that governs it, such as `stability.durationMs`. */
  readonly setting: string;
  format(value: number): string;
}

/** The content of such a note, such as `shortened: 60 s of 1 h (stability.durationMs)`; undefined for any other text. */
export function readWeakenedPromise(text: string): string | undefined {
  return text.startsWith(prefix) ? text.slice(prefix.length) : undefined;
}
