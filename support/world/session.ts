// What one process of a run shares between its scenarios: the environment, the connection to its cluster, the watches, the ledger's file.
import path from 'node:path';
import { type ClusterConnection, connectCluster } from '../cluster/transport/connection';
import { ClusterObserver } from '../cluster/watch/cluster-observer';
import { type Interruption, listenForInterruption } from '../common/interruption';
import { WallTime } from '../common/wall-time';
import { type Environment, loadEnvironment, toClusterOptions } from '../environment';
import { findReportsFolder } from '../environment/reports-folder';
import { type EventLog, ledgerFile, openEventLog } from '../jobs/event-log';
import { RemovalQueue } from '../jobs/removal-queue';
import { type RefusalTable, readRefusalTables } from '../requests/refusal-tables';

export interface Session {
  readonly environment: Environment;
  readonly cluster: ClusterConnection;
  readonly observer: ClusterObserver;
  readonly eventLog: EventLog;
  /** Follows the jobs of finished scenarios until they are gone. */
  readonly removals: RemovalQueue;
  readonly interruption: Interruption;
  /** What the process has waited for. */
  readonly wallTime: WallTime;
  /** The tables of wrong requests among the selected scenarios. */
  readonly refusalTables: readonly RefusalTable[];
  /** Whether other workers of the run run scenarios at the same time. */
  readonly parallel: boolean;
  /** Ends watches and connections, so that nothing keeps the process alive. */
  close(): Promise<void>;
}

/** Opens the session of this process from its environment variables, which the plugin has completed and checked. */
export async function openSession(env: NodeJS.ProcessEnv): Promise<Session> {
  const environment = loadEnvironment(env);
  const closing = new AbortController();
  const { namespace, baseUrl } = environment;
  const cluster = await connectCluster(toClusterOptions(environment, closing.signal));
  const wallTime = new WallTime();
  const observer = new ClusterObserver(cluster, (startMs) => wallTime.add('cluster', startMs));
  const interruption = listenForInterruption();
  const run = { id: env.FOCUS_RUN_ID ?? 'no-run-id', namespace, baseUrl };
  const eventLog = openEventLog(path.join(findReportsFolder(env), ledgerFile), run);
  return {
    environment,
    cluster,
    observer,
    interruption,
    wallTime,
    eventLog,
    refusalTables: readRefusalTables(env),
    parallel: countWorkers(env) > 1,
    removals: new RemovalQueue({ eventLog, interruption, jobsAtOnce: computeJobsAtOnce(environment, env) }),
    close: async () => {
      await observer.close();
      closing.abort(new Error('The run has ended'));
      await cluster.close();
      eventLog.write({ event: 'timed', request: 0, scenario: '', times: wallTime.summarize() });
      eventLog.close();
    },
  };
}

/** The workers of a parallel run share the number. */
function computeJobsAtOnce({ removalsAtOnce }: Environment, env: NodeJS.ProcessEnv): number {
  return Math.ceil(removalsAtOnce / countWorkers(env));
}

/** Cucumber sets it in the workers of a parallel run. */
function countWorkers(env: NodeJS.ProcessEnv): number {
  return Number(env.CUCUMBER_TOTAL_WORKERS ?? 1);
}
