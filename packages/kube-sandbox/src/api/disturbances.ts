// Ways in which an API server misbehaves by chance, towards whoever calls it; a good client gets its work done nevertheless.
import { StatusError } from '../store';
import type { Interception, Interceptor } from './faults';
import type { RequestInfo } from './request-info';

/** Their names, as `ClusterOptions.faults` takes them. */
const apiDisturbanceNames = [
  'api-delays',
  'api-drops-watches',
  'api-errors',
  'api-expires-watches',
  'api-throttles',
] as const;

export type ApiDisturbanceName = (typeof apiDisturbanceNames)[number];

export function isApiDisturbance(name: string): name is ApiDisturbanceName {
  return apiDisturbanceNames.some((known) => known === name);
}

/** The interceptors of the disturbances. @param random numbers from 0 to 1, for tests that must not depend on chance. */
export function disturbances(
  names: readonly ApiDisturbanceName[],
  random: () => number = Math.random,
): readonly Interceptor[] {
  return names.map((name) => (info) => DISTURBANCES[name](info, random));
}

/** Share of calls that are hit. */
const SHARE = 0.05;
const LONGEST_DELAY_MS = 2_000;

type Disturbance = (info: RequestInfo, random: () => number) => Interception | undefined;

const DISTURBANCES: Readonly<Record<ApiDisturbanceName, Disturbance>> = {
  'api-delays': (_info, random) => ({ delayMs: random() * LONGEST_DELAY_MS }),
  'api-drops-watches': (info, random) => (isWatch(info) ? { cutAfterMs: 1_000 * (1 + random()) } : undefined),
  'api-errors': (_info, random) => (random() < SHARE ? { refusal: internalError() } : undefined),
  'api-expires-watches': (info, random) => (isWatch(info) && random() < 0.5 ? { expired: true } : undefined),
  'api-throttles': (_info, random) => (random() < SHARE ? { refusal: throttled() } : undefined),
};

function isWatch(info: RequestInfo): boolean {
  return info.kind === 'resource' && info.verb === 'watch';
}

function internalError(): StatusError {
  const message = 'etcdserver: request timed out';
  return new StatusError(500, 'InternalError', `Internal error occurred: ${message}`, { causes: [{ message }] });
}

/** What a client is told that calls too often. */
export function throttled(): StatusError {
  const message = 'Too many requests, please try again later.';
  return new StatusError(429, 'TooManyRequests', message, { retryAfterSeconds: 1 });
}
