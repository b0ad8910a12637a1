// Where the wall time of a process goes: the intervals in which it waited, by their cause.
import { performance } from 'node:perf_hooks';

/** In the order in which they count: a moment in which several things are waited for counts for the first of them. */
const waitCauses = ['server', 'cluster', 'removal'] as const;

export type WaitCause = (typeof waitCauses)[number];

/** Milliseconds by cause; `suite` is the rest. */
export type WallTimeByCause = Readonly<Record<WaitCause | 'suite', number>>;

interface Interval {
  readonly cause: WaitCause;
  readonly startMs: number;
  readonly endMs: number;
}

export class WallTime {
  readonly #startMs = performance.now();
  readonly #intervals: Interval[] = [];

  /** Adds a wait that has ended, on the clock of `performance.now()`. */
  add(cause: WaitCause, startMs: number, endMs = performance.now()): void {
    this.#intervals.push({ cause, startMs, endMs });
  }

  /** Adds the time that the action takes, whatever its outcome. */
  async measure<T>(cause: WaitCause, action: () => Promise<T>): Promise<T> {
    const startMs = performance.now();
    try {
      return await action();
    } finally {
      this.add(cause, startMs);
    }
  }

  /** From the construction until now, each moment once. */
  summarize(): WallTimeByCause {
    return divideTime(this.#intervals, { startMs: this.#startMs, endMs: performance.now() });
  }
}

/** Divides the time from `startMs` to `endMs` among the causes. */
export function divideTime(
  intervals: readonly Interval[],
  { startMs, endMs }: Pick<Interval, 'startMs' | 'endMs'>,
): WallTimeByCause {
  const times: Record<WaitCause | 'suite', number> = { server: 0, cluster: 0, removal: 0, suite: 0 };
  const open: Record<WaitCause, number> = { server: 0, cluster: 0, removal: 0 };
  let fromMs = startMs;
  for (const { cause, atMs, change } of listBoundaries(intervals, { startMs, endMs })) {
    times[findCause(open)] += atMs - fromMs;
    fromMs = atMs;
    open[cause] += change;
  }
  times.suite += endMs - fromMs;
  return times;
}

function listBoundaries(
  intervals: readonly Interval[],
  limits: Pick<Interval, 'startMs' | 'endMs'>,
): { readonly cause: WaitCause; readonly atMs: number; readonly change: 1 | -1 }[] {
  const clamp = (ms: number) => Math.min(Math.max(ms, limits.startMs), limits.endMs);
  return intervals
    .flatMap(({ cause, startMs, endMs }) => [
      { cause, atMs: clamp(startMs), change: 1 as const },
      { cause, atMs: clamp(endMs), change: -1 as const },
    ])
    .sort((a, b) => a.atMs - b.atMs);
}

function findCause(open: Readonly<Record<WaitCause, number>>): WaitCause | 'suite' {
  return waitCauses.find((cause) => open[cause] > 0) ?? 'suite';
}
