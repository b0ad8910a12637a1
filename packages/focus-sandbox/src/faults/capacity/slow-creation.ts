import type { FaultBehavior, FaultRecord } from '../../fault';

/** Longer than any caller waits, and short enough for a timer. */
const longestMs = 3_600_000;

export const record: FaultRecord = {
  does: 'the server needs twice the time for each job from the 145th on',
  kind: 'program',
  caughtBy: ['@id:capacity-target'],
  provedApart: true,
};

export const behavior: FaultBehavior = {
  server: ({ delay, refuse }) => ({
    beforeStart: async (n, gone) => {
      const ms = 2 * n * 2 ** Math.max(n - 144, 0);
      try {
        // Without a reference to the timer, so that it does not hold a server that has to end.
        await delay(Math.min(ms, longestMs), undefined, { signal: gone, ref: false });
      } catch {
        throw refuse(503, ['server'], 'unavailable', `creating the job takes ${ms} ms, and the caller has left before`);
      }
    },
  }),
};
