// A limit on how often pods may do something, as API Priority and Fairness sets one for a flow of calls.
import type { ClusterConditions } from '../types';
import type { UserInfo } from './authentication';
import { throttled } from './disturbances';
import type { Interceptor } from './faults';
import type { RequestInfo } from './request-info';

const WINDOW_MS = 60_000;

/** The limits that a condition of the cluster sets; none without. @param nowMs a clock that only goes forward. */
export function throttlesOf(
  { serviceCreationsPerMinute: most }: ClusterConditions = {},
  nowMs: () => number = () => performance.now(),
): readonly Interceptor[] {
  if (most === undefined) return [];
  let grantedMs: readonly number[] = [];
  return [
    (info, user) => {
      if (!isServiceCreation(info) || !isPod(user)) return undefined;
      grantedMs = grantedMs.filter((grantMs) => nowMs() - grantMs < WINDOW_MS);
      if (grantedMs.length >= most) return { refusal: throttled() };
      grantedMs = [...grantedMs, nowMs()];
      return undefined;
    },
  ];
}

function isServiceCreation(info: RequestInfo): boolean {
  return info.kind === 'resource' && info.verb === 'create' && info.resource === 'services';
}

function isPod({ groups }: UserInfo): boolean {
  return groups.includes('system:serviceaccounts');
}
