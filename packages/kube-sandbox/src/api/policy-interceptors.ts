// The interceptors of a cluster's API policies: calls that fail or are late by chance, watches that end, a limit on calls.
import type { Policies, PolicyNamed } from '../policy-lookup';
import { StatusError } from '../store';
import type { UserInfo } from './authentication';
import type { Interceptor } from './interception';
import type { RequestInfo } from './request-info';

/** What a test that must not depend on chance replaces. */
export interface ChanceOptions {
  /** Numbers from 0 to 1. */
  readonly random?: () => number;
  /** A clock that only goes forward. */
  readonly nowMs?: () => number;
}

/** An interceptor for each API policy. */
export function createPolicyInterceptors(
  policies: Policies,
  { random = Math.random, nowMs = () => performance.now() }: ChanceOptions = {},
): readonly Interceptor[] {
  return [
    ...policies.listNamed('api-delays').map((policy) => delayCalls(policy, random)),
    ...policies.listNamed('api-errors').map((policy) => failCalls(policy, random)),
    ...policies.listNamed('watches-dropped').map((policy) => dropWatches(policy, random)),
    ...policies.listNamed('watches-expired').map((policy) => expireWatches(policy, random)),
    ...policies.listNamed('services-per-minute').map((policy) => limitServices(policy, nowMs)),
  ];
}

function delayCalls({ upToMs }: PolicyNamed<'api-delays'>, random: () => number): Interceptor {
  return () => ({ delayMs: random() * upToMs });
}

function failCalls({ share, status }: PolicyNamed<'api-errors'>, random: () => number): Interceptor {
  const refusal = status === 429 ? tooManyRequests() : internalError();
  return () => (random() < share ? { refusal } : undefined);
}

function dropWatches({ afterMs: { min, max } }: PolicyNamed<'watches-dropped'>, random: () => number): Interceptor {
  return (info) => (isWatch(info) ? { cutAfterMs: min + random() * (max - min) } : undefined);
}

function expireWatches({ share }: PolicyNamed<'watches-expired'>, random: () => number): Interceptor {
  return (info) => (isWatch(info) && random() < share ? { expired: true } : undefined);
}

/** As API Priority and Fairness limits a flow of calls. */
function limitServices({ most }: PolicyNamed<'services-per-minute'>, nowMs: () => number): Interceptor {
  let grantedMs: readonly number[] = [];
  return (info, user) => {
    if (!isServiceCreation(info) || !isServiceAccount(user)) return undefined;
    grantedMs = grantedMs.filter((grantMs) => nowMs() - grantMs < windowMs);
    if (grantedMs.length >= most) return { refusal: tooManyRequests() };
    grantedMs = [...grantedMs, nowMs()];
    return undefined;
  };
}

const windowMs = 60_000;

function isWatch(info: RequestInfo): boolean {
  return info.kind === 'resource' && info.verb === 'watch';
}

function isServiceCreation(info: RequestInfo): boolean {
  return info.kind === 'resource' && info.verb === 'create' && info.resource === 'services';
}

function isServiceAccount({ groups }: UserInfo): boolean {
  return groups.includes('system:serviceaccounts');
}

function internalError(): StatusError {
  const message = 'etcdserver: request timed out';
  return new StatusError(500, 'InternalError', `Internal error occurred: ${message}`, { causes: [{ message }] });
}

function tooManyRequests(): StatusError {
  const message = 'Too many requests, please try again later.';
  return new StatusError(429, 'TooManyRequests', message, { retryAfterSeconds: 1 });
}
