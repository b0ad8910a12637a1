// Series with noise for the tests of trends and judgements; the noise is the same in every run.
import type { SoakJob, SoakRecord, UsageSample } from '../../support/stability/soak-record';

export type Random = () => number;

/** Numbers from 0 to 1 that depend only on the seed (mulberry32). */
export function createRandom(seed: number): Random {
  let state = seed * 0x9e3779b1;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Noise between -1 and 1. */
export function uniform(random: Random): number {
  return 2 * random() - 1;
}

/** Noise with a standard deviation of 1 (Box and Muller). */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

const mebibyte = 2 ** 20;

/** The samples of a soak of a minute with a job every 2 s and a sample every second: `growth` from one job to the next, `noise` around it. */
export function memorySamples(growth: number, noise: () => number): UsageSample[] {
  return Array.from({ length: 60 }, (_, second) => ({
    timeMs: 1_700_000_000_000 + second * 1_000,
    cpu: 0.01,
    memoryBytes: 64 * mebibyte * (1 + (growth * second) / 2) * (1 + noise()),
  }));
}

/** Thirty jobs, each accepted after 40 ms unless changed. */
export function soakJobs(change: (number: number) => Partial<SoakJob> = () => ({})): SoakJob[] {
  return Array.from({ length: 30 }, (_, index) => ({
    number: index + 1,
    dueMs: index * 2_000,
    latencyMs: 40,
    ...change(index + 1),
  }));
}

/** A soak in which nothing was wrong, with these changes. */
export function soakRecord(differs: Partial<SoakRecord> = {}): SoakRecord {
  const samples = memorySamples(0, () => 0);
  return {
    startedAt: new Date(1_700_000_000_000),
    durationMs: 60_000,
    intervalMs: 2_000,
    planned: 30,
    jobs: soakJobs(),
    usage: { series: [{ pod: 'focus-server-1', samples, cpuLimit: 1, memoryLimit: 512 * mebibyte }] },
    serverChanges: [],
    ...differs,
  };
}

/** The record of a soak with these samples of the server's one pod. */
export function withSamples(samples: readonly UsageSample[]): SoakRecord {
  return soakRecord({ usage: { series: [{ pod: 'focus-server-1', samples }] } });
}
