// The sandbox: an embedded cluster with the stand-in Focus Server in it, and its kubeconfig file.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ClusterOptions, startCluster } from 'kube-sandbox';
import { combineFaults } from './catalogue/combine-faults';
import { deployStandIn } from './deployment/deploy';
import { makeSandboxDirectory, type Sandbox, type SandboxOptions } from './sandbox-contract';
import { loadPrograms, runProgram } from './stand-in/run-program';

const image = 'localhost/focus:1';

/** The pods of jobs are seen as Pending for a moment. The server and its dependencies, which are Deployments, start without it. */
const podStart: Pick<ClusterOptions, 'podStartMs' | 'instantPods'> = {
  podStartMs: { min: 20, max: 60 },
  instantPods: { controlledBy: 'ReplicaSet' },
};

/**
 * Starts a sandbox on free loopback addresses; several can run side by side. Options replace the amounts of a fault; their policies
 * are added to those of the faults. Throws `UnknownFaultError` before anything is started, or an error that names what did not become
 * Ready; nothing is left behind then.
 */
export async function startSandbox(
  options: SandboxOptions = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<Sandbox> {
  const faults = combineFaults(options.faults ?? []);
  const directory = options.directory ?? makeSandboxDirectory();
  const undo = [async () => rmSync(directory, { recursive: true, force: true })];
  try {
    const images = new Map([[image, runProgram]]);
    const policies = [...faults.policies, ...(options.cluster?.policies ?? [])];
    const cluster = await startCluster({ nodes: faults.nodes, ...podStart, ...options.cluster, images, policies });
    undo.unshift(() => cluster.stop());
    const kubeconfigPath = join(directory, 'kubeconfig');
    writeFileSync(kubeconfigPath, cluster.kubeconfig, { mode: 0o600 });
    const standIn = { ...faults.standIn, ...options.standIn, image };
    // Meanwhile the server's pod starts; later it would delay the first jobs.
    setImmediate(loadPrograms);
    const deployed = await deployStandIn(kubeconfigPath, standIn, signal);
    return { ...deployed, kubeconfigPath, stop: () => runInOrder(undo) };
  } catch (error) {
    await runInOrder(undo).catch((cause: unknown) => {
      throw new AggregateError([error, cause], `${readMessage(error)} (and ${readMessage(cause)})`);
    });
    throw error;
  }
}

/** Every action is tried, even after others have failed; then all failures are thrown as one. */
async function runInOrder(actions: readonly (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const action of actions) {
    await action().catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) {
    throw new AggregateError(failures, 'the sandbox did not stop cleanly');
  }
}

function readMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
