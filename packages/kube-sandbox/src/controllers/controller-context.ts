// What every controller works with, and how it watches.
import type { EventRecorder } from '../event-recorder';
import type { Policies } from '../policy-lookup';
import type { Resource, Store, WatchEvent } from '../store';
import type { Backoff } from './work-queue';

/** How long the controllers wait; Kubernetes' own values are too long for a sandbox. */
export interface ControllerTimings {
  /** Between the pods of a Job that fail, and between attempts to create a pod that was refused (Kubernetes: 10 s to 6 min). */
  readonly podBackoff: Backoff;
}

export interface ControllerContext {
  readonly store: Store;
  readonly recorder: EventRecorder;
  readonly policies: Policies;
  readonly timings: ControllerTimings;
  readonly now: () => Date;
  /** Aborted when the cluster stops. */
  readonly signal: AbortSignal;
}

/** Calls the handler with every object that is there (as ADDED) and every later change, until the cluster stops. */
export function observe<R extends Resource>(
  { store, signal }: Pick<ControllerContext, 'store' | 'signal'>,
  resource: R,
  handler: (event: WatchEvent<R>) => void,
): void {
  for (const object of store.list(resource)) handler({ type: 'ADDED', object });
  const unsubscribe = store.watch(resource, handler);
  signal.addEventListener('abort', unsubscribe, { once: true });
}
