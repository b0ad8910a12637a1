// The largest number of things that were there together for a given time.

/** From when to when something was there; without an end it still is. Milliseconds of one clock. */
export interface AliveTime {
  readonly fromMs: number;
  readonly untilMs?: number;
}

/** How many were there throughout some time of `holdMs`, at most. */
export function countMostTogether(times: readonly Required<AliveTime>[], holdMs: number): number {
  const counts = times.map(({ fromMs: start }) => {
    return times.filter(({ fromMs, untilMs }) => fromMs <= start && untilMs >= start + holdMs).length;
  });
  return Math.max(0, ...counts);
}
