// The notes by which a scenario reports that the environment's profile demands less than the sentence promises, and by which the verdict knows it.
import { formatDuration } from './wording';

const prefix = 'Less than promised: ';

/** `shortened: 60 s of 1 h (stability.durationMs)`, as a note; undefined where as much was done as promised. */
export function describeShortened(seen: number, promised: number, { setting, format }: Measure): string | undefined {
  if (seen >= promised) return undefined;
  return `${prefix}shortened: ${format(seen)} of ${format(promised)} (${setting})`;
}

/** `extended: 60 s instead of 30 s (deadlines.podRunningMs)`, as a note; undefined where the deadline is not longer than promised. */
export function describeExtended(ms: number, promisedMs: number, setting: string): string | undefined {
  if (ms <= promisedMs) return undefined;
  return `${prefix}extended: ${formatDuration(ms)} instead of ${formatDuration(promisedMs)} (${setting})`;
}

/** How a number that a sentence promises is set and written. */
export interface Measure {
  /** The setting of the profile that governs it, such as `stability.durationMs`. */
  readonly setting: string;
  format(value: number): string;
}

/** What a note of this module reports, such as `shortened: 60 s of 1 h (stability.durationMs)`; undefined for any other text. */
export function weakenedPromiseFromNote(text: string): string | undefined {
  return text.startsWith(prefix) ? text.slice(prefix.length) : undefined;
}
