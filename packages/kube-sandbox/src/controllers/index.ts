// Starts everything that reconciles objects: controllers and scheduler.
import type { EventRecorder } from '../event-recorder';
import type { Policies } from '../policy-lookup';
import type { Store } from '../store';
import { startDeploymentController } from './apps/deployment-controller';
import { startReplicaSetController } from './apps/replica-set-controller';
import type { ControllerContext, ControllerTimings } from './controller-context';
import { startGarbageCollector } from './garbage/garbage-collector';
import { startNamespaceController } from './garbage/namespace-controller';
import { startJobController } from './job/job-controller';
import { startTtlController } from './job/ttl-controller';
import { startEndpointsController } from './network/endpoints-controller';
import { startScheduler } from './scheduler/scheduler';

export interface ControllerOptions {
  readonly recorder: EventRecorder;
  readonly policies: Policies;
  readonly timings?: ControllerTimings;
  /** Default: the system's clock. */
  readonly now?: () => Date;
}

export interface Controllers {
  /** Ends all of them; no timer is left. */
  stop(): void;
}

/** Starts all controllers on a store; they begin with the objects that it has already. */
export function startControllers(store: Store, options: ControllerOptions): Controllers {
  const { recorder, policies, timings = defaultTimings, now = () => new Date() } = options;
  const end = new AbortController();
  const context: ControllerContext = { store, recorder, policies, timings, now, signal: end.signal };
  for (const start of startFunctions) start(context);
  return { stop: () => end.abort() };
}

const defaultTimings: ControllerTimings = { podBackoff: { initialMs: 1_000, maxMs: 30_000 } };

const startFunctions = [
  startNamespaceController,
  startGarbageCollector,
  startJobController,
  startTtlController,
  startReplicaSetController,
  startDeploymentController,
  startEndpointsController,
  startScheduler,
];
