// How the stand-in shows that it, or what it runs, does not bear as many jobs as are asked for.
import { setTimeout as delay } from 'node:timers/promises';
import type { Hooks } from '../hooks';
import { refuse } from '../rest/refusal';

/** The time that creating a job takes grows with the number of jobs: slowly up to the knee, then it doubles from job to job. */
const growthMs = 2;
const knee = 144;
/** From then on nothing listens: what is asked for over open connections is lost, and new ones are refused. */
const closesBeyond = 120;
const resetsBeyond = 170;

export const capacityFaults: Readonly<Record<string, Partial<Hooks>>> = {
  // Its size makes the difference.
  'capacity:slots': {},
  'capacity:slow-creation': {
    beforeStart: async (n, gone) => {
      await pauseFor(growthMs * n * 2 ** Math.max(n - knee, 0), gone);
    },
  },
  'capacity:connection-refused': { connection: (n) => (n > closesBeyond ? 'refused' : 'kept') },
  'capacity:connection-reset': { connection: (n) => (n > resetsBeyond ? 'reset' : 'kept') },
};

/** Longer than any caller waits, and no longer than a timer can. */
const longestMs = 3_600_000;

/** Throws a `Refusal` when the caller leaves before the time is over. */
async function pauseFor(ms: number, gone: AbortSignal): Promise<void> {
  try {
    // Does not keep a server alive that is asked to end.
    await delay(Math.min(ms, longestMs), undefined, { signal: gone, ref: false });
  } catch {
    throw refuse(503, ['server'], 'unavailable', `creating the job takes ${ms} ms, and the caller has left before`);
  }
}
