// The notes by which a scenario reports that the environment's profile demands less than the sentence promises, and by which the verdict knows it.

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

/** Such as `1 h`, `90 s` or `5 min`: the largest unit of which it is a whole number. */
export function formatDuration(ms: number): string {
  const units = [
    ['h', 3_600_000],
    ['min', 60_000],
    ['s', 1_000],
  ] as const;
  // "60 s" is read more easily than "1 min" beside other seconds.
  const unit = units.find(([name, size]) => ms % size === 0 && (name !== 'min' || ms > 60_000));
  return unit === undefined ? `${ms} ms` : `${ms / unit[1]} ${unit[0]}`;
}
