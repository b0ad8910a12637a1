// What the parts of one scenario share: its connections, its ledger, what the server reports of itself.
import { performance } from 'node:perf_hooks';
import type { ClusterConnection } from '../cluster/transport/connection';
import type { ClusterObserver } from '../cluster/watch/cluster-observer';
import type { WallTime } from '../common/wall-time';
import { type Environment, toFocusServerOptions } from '../environment';
import { type Exchange, type FailedCall, FocusServerClient, readLimits, type ServerLimits } from '../focus-server';
import { readFacts, type ServerFacts } from '../focus-server/server-facts';
import { CreatedObjects } from '../jobs/created-objects';
import type { EventLog } from '../jobs/event-log';
import { JobObjects } from '../jobs/job-objects';
import type { LeavingJobsOptions } from '../jobs/leaving-jobs';
import { JobLedger } from '../jobs/ledger';
import type { HandedOverJobs } from '../jobs/removal-queue';
import { findRefusalTable, type RefusalTable } from '../requests/refusal-tables';
import type { Session } from './session';

export interface ScenarioContext {
  readonly scenario: string;
  readonly session: Session;
  readonly environment: Environment;
  readonly observer: ClusterObserver;
  readonly eventLog: EventLog;
  readonly wallTime: WallTime;
  readonly client: FocusServerClient;
  /** Its calls end with the scenario; those of the session's cluster do not. */
  readonly cluster: ClusterConnection;
  readonly objects: JobObjects;
  readonly ledger: JobLedger;
  /** Every call to the Focus Server that the scenario made, or another one for it, for the evidence. */
  readonly exchanges: (Exchange | FailedCall)[];
  /** The wrong requests that are sent together with the scenario's own. */
  readonly table: RefusalTable | undefined;
  /** Aborted when the scenario ends, or the run is interrupted. */
  readonly signal: AbortSignal;
  /** The server's own limits, read once in a scenario. */
  readonly limits: () => Promise<ServerLimits>;
  /** What the server reports of itself, read once in a scenario. */
  readonly facts: () => Promise<ServerFacts>;
}

/** How the scenario waits for the jobs of other scenarios. */
export function createLeavingJobsOptions({ environment, ...context }: ScenarioContext): LeavingJobsOptions {
  return { ...context, withinMs: environment.deadlines.cleanedUpMs };
}

/** How the scenario's jobs are removed. */
export function createRemovalOptions({ environment, client, objects }: ScenarioContext): HandedOverJobs['removal'] {
  const { capabilities, deadlines } = environment;
  return { client, objects, mayCancel: capabilities.cancel, cleanedUpMs: deadlines.cleanedUpMs };
}

/** Connects a scenario with its process's session. Resolves when the objects of jobs are being watched. */
export async function openScenario(session: Session, scenario: string, signal: AbortSignal): Promise<ScenarioContext> {
  const { environment, observer, eventLog, wallTime } = session;
  const exchanges: (Exchange | FailedCall)[] = [];
  const client = new FocusServerClient({
    ...toFocusServerOptions(environment),
    onExchange: (exchange) => {
      exchanges.push(exchange);
      const endMs = performance.now();
      wallTime.add('server', endMs - exchange.durationMs, endMs);
    },
  });
  const objects = new JobObjects(observer, session.cluster);
  const ledger = new JobLedger({
    scenario,
    client,
    eventLog,
    watchCreated: () => CreatedObjects.startNow(observer, signal),
    shared: environment.shared,
    parallel: session.parallel,
  });
  await objects.waitUntilReady(signal);
  return {
    scenario,
    session,
    environment,
    observer,
    eventLog,
    wallTime,
    client,
    cluster: session.cluster.scoped(signal),
    objects,
    ledger,
    exchanges,
    table: findRefusalTable(session.refusalTables, scenario, environment.refusalsAtOnce),
    signal,
    limits: once(() => readLimits(client, signal)),
    facts: once(() => readFacts(client, signal)),
  };
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let value: Promise<T> | undefined;
  return () => {
    value ??= read();
    return value;
  };
}
