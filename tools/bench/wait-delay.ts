// How long it takes from the API server recording a pod as Ready until the waiting step continues, and how many connections calls open.
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { V1Pod } from '@kubernetes/client-node';
import { type ClusterConnection, connectCluster } from '../../support/cluster/transport/connection';
import { ClusterObserver } from '../../support/cluster/watch/cluster-observer';
import { waitUntil } from '../../support/cluster/watch/wait';
import { readMonotonicMs } from './monotonic-clock';
import type { FromServer, ToServer } from './ready-messages';

const samples = 300;
const warmUp = 20;

export interface ClusterFigures {
  /** For each pod: milliseconds from the change in the store until the waiting step continues. */
  readonly delaysMs: readonly number[];
  /** Connections that were opened by 100 calls one after the other, and by 100 calls with ten in flight. */
  readonly connections: { readonly inSequence: number; readonly tenAtOnce: number };
}

/** Measures the suite's own watch and its own connection against an API server in another thread. */
export async function measureCluster(): Promise<ClusterFigures> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-'));
  const worker = new Worker(path.join(__dirname, 'ready-server.ts'));
  try {
    const { kubeconfig } = await answer(worker, 'started');
    const kubeconfigPath = path.join(folder, 'kubeconfig');
    writeFileSync(kubeconfigPath, kubeconfig, { mode: 0o600 });
    return await measureAt(kubeconfigPath, worker);
  } finally {
    await worker.terminate();
    rmSync(folder, { recursive: true });
  }
}

async function measureAt(kubeconfigPath: string, worker: Worker): Promise<ClusterFigures> {
  const { signal } = new AbortController();
  const connection = await connectCluster({ kubeconfigPath, namespace: 'default', signal });
  try {
    const connections = await countConnections(connection);
    return { connections, delaysMs: await measureDelays(connection, worker) };
  } finally {
    await connection.close();
  }
}

async function countConnections(connection: ClusterConnection): Promise<ClusterFigures['connections']> {
  const call = () => connection.core.listNamespacedPod({ namespace: 'default' });
  const before = connection.statistics.connectionsOpened;
  for (let made = 0; made < 100; made += 1) await call();
  const afterSequence = connection.statistics.connectionsOpened;
  for (let made = 0; made < 100; made += 10) await Promise.all(Array.from({ length: 10 }, call));
  const tenAtOnce = connection.statistics.connectionsOpened - afterSequence;
  return { inSequence: afterSequence - before, tenAtOnce };
}

async function measureDelays(connection: ClusterConnection, worker: Worker): Promise<number[]> {
  const observer = new ClusterObserver(connection);
  try {
    const delaysMs: number[] = [];
    for (let sample = 0; sample < warmUp + samples; sample += 1) {
      delaysMs.push(await measureDelay(observer, worker, `pod-${sample}`));
    }
    return delaysMs.slice(warmUp);
  } finally {
    await observer.close();
  }
}

async function measureDelay(observer: ClusterObserver, worker: Worker, pod: string): Promise<number> {
  send(worker, { type: 'create', pod });
  await answer(worker, 'created');
  const goesOn = waitUntil(observer.pods, {
    what: `pod ${pod} to be Ready`,
    select: ({ metadata }) => metadata?.name === pod,
    check: (object) => (isReady(object) ? [] : [{ field: 'Ready', expected: 'True', actual: 'False' }]),
    withinMs: 5_000,
    signal: AbortSignal.timeout(10_000),
  }).then(readMonotonicMs);
  const recorded = answer(worker, 'recorded');
  send(worker, { type: 'record-ready', pod });
  const [goesOnAtMs, { atMs }] = await Promise.all([goesOn, recorded]);
  return goesOnAtMs - atMs;
}

function isReady(pod: V1Pod): boolean {
  return pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
}

function send(worker: Worker, message: ToServer): void {
  worker.postMessage(message);
}

async function answer<T extends FromServer['type']>(worker: Worker, type: T): Promise<FromServer & { type: T }> {
  const [message] = (await once(worker, 'message')) as [FromServer];
  if (message.type !== type)
    throw new Error(`The API server of the benchmark answered ${message.type} instead of ${type}`);
  return message as FromServer & { type: T };
}
