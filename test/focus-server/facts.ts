// The facts of a server for tests: 2222 channels, 2000 samples per second, two recordings that have ended and one that is running.
import type { ServerFacts } from '../../support/focus-server/server-facts';

export const facts: ServerFacts = {
  limits: {
    channels: { min: 1, max: 2222 },
    live: { dx: 1, prr: 2000, sw_version: '10.12.5', nyquist: 1000, flows: true },
  },
  recordings: [{ start: 10_000, end: 12_000 }, { start: 20_000, end: 20_900 }, { start: 30_000 }],
  now: 31_000,
};

/** The same server while it waits for fibre. */
export const waiting: ServerFacts = {
  ...facts,
  limits: {
    ...facts.limits,
    live: { dx: null, prr: 0, sw_version: 'waiting for fiber', nyquist: 0, flows: false },
  },
};
