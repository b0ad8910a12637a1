// The largest number of things that existed together for a given time.

/** When something began and ceased to exist, in milliseconds of one clock; without an end it still exists. */
export interface AliveTime {
  readonly fromMs: number;
  readonly untilMs?: number;
}

/** The largest number that existed together during a time of `holdMs`. */
export function countMostTogether(times: readonly Required<AliveTime>[], holdMs: number): number {
  const counts = times.map(({ fromMs: start }) => {
    return times.filter(({ fromMs, untilMs }) => fromMs <= start && untilMs >= start + holdMs).length;
  });
  return Math.max(0, ...counts);
}
