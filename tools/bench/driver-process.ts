// A process that runs the driver of a capacity run as the suite does, and reports what it used from the first job until the end of the plateau.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { recordCapacity } from '../../support/capacity/run/recording';
import { connectCluster } from '../../support/cluster/transport/connection';
import { ClusterObserver } from '../../support/cluster/watch/cluster-observer';
import { buildLiveInvestigation, FocusServerClient, readLimits } from '../../support/focus-server';
import { CreatedObjects } from '../../support/jobs/created-objects';
import { openEventLog } from '../../support/jobs/event-log';
import { JobObjects } from '../../support/jobs/job-objects';
import { releaseJobs } from '../../support/jobs/job-release';
import { JobLedger, type LedgerOptions } from '../../support/jobs/ledger';
import type { DriverTask, DriverUse } from './driver-messages';

const requestMs = 60_000;
const aliveWithinMs = 120_000;

process.once('message', (task: DriverTask) => void drive(task));

async function drive({ server, jobs }: DriverTask): Promise<void> {
  const { focusServerUrl: baseUrl, kubeconfigPath, namespace } = server;
  const { signal } = new AbortController();
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-'));
  const cluster = await connectCluster({ kubeconfigPath, namespace, signal });
  const observer = new ClusterObserver(cluster);
  const client = new FocusServerClient({ baseUrl, requestMs });
  const objects = new JobObjects(observer, cluster);
  await objects.waitUntilReady(signal);
  const eventLog = openEventLog(path.join(folder, 'ledger.ndjson'), { id: 'bench', namespace, baseUrl });
  const ledger = openLedger({ client, eventLog, observer, signal });
  const investigation = buildLiveInvestigation(await readLimits(client, signal));
  const before = process.cpuUsage();
  const { record, failure } = await recordCapacity({
    environment: { name: 'bench', namespace },
    plan: createPlan(jobs),
    investigation,
    client,
    cluster,
    observer,
    ledger,
    requestMs,
    streamReadyMs: requestMs,
    signal,
    server: { pods: [], changes: () => [] },
    progress: { write: () => undefined },
  });
  const { user, system } = process.cpuUsage(before);
  const peakMemoryBytes = process.resourceUsage().maxRSS * 1024;
  const use: DriverUse = { cpuMs: (user + system) / 1_000, peakMemoryBytes, alive: record.plateau.alive };
  await releaseJobs(ledger, { client, objects, mayCancel: true, cleanedUpMs: requestMs, signal, gracePeriod: signal });
  await observer.close();
  await cluster.close();
  client.close();
  eventLog.close();
  rmSync(folder, { recursive: true });
  process.send?.(failure === undefined ? use : { failed: String(failure) });
  process.disconnect();
}

function openLedger({
  observer,
  signal,
  ...options
}: Pick<LedgerOptions, 'client' | 'eventLog'> & { observer: ClusterObserver; signal: AbortSignal }) {
  const watchCreated = () => CreatedObjects.startNow(observer, signal);
  return new JobLedger({ ...options, scenario: 'bench', watchCreated, shared: false });
}

function createPlan(target: number) {
  const limits = { latencyP95Ms: 500, latencyP99Ms: 1_000, enforcement: 'required' as const };
  return {
    target,
    minimum: target,
    workers: 50,
    steps: [target],
    successRate: 1,
    plateauMs: 1_000,
    aliveWithinMs,
    ...limits,
  };
}
