// The strategies of all resources.
import type { Resource } from '../resources';
import type { Strategies, Strategy } from './strategy';

/** The resource's own rules; empty when it has none. */
export function strategyOf<R extends Resource>(resource: R): Strategy<R> {
  return strategies[resource] ?? {};
}

const strategies: Strategies = {};
