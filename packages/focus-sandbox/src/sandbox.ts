// The sandbox: an embedded cluster with the stand-in Focus Server in it, and a kubeconfig file that leads there.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startCluster } from 'kube-sandbox';
import { selectFaults } from './catalogue/fault-selection';
import { sandboxNode, sizingOf } from './catalogue/sizing';
import { deployStandIn } from './deployment/deploy';
import { type Sandbox, type SandboxOptions, sandboxDirectory } from './sandbox-contract';
import { focusProgram, loadPrograms } from './stand-in/main';

const image = 'localhost/focus:1';

/**
 * Starts a sandbox on free loopback addresses; several fit side by side. What the options name goes before the size of a fault;
 * their policies hold beside those of the faults. Throws `UnknownFaultError` before anything is started, or an error that says what did not become Ready; nothing is left behind then.
 */
export async function startSandbox(
  options: SandboxOptions = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<Sandbox> {
  const faults = selectFaults(options.faults ?? []);
  const sizing = sizingOf(faults.sizes);
  const directory = options.directory ?? sandboxDirectory();
  const undo = [async () => rmSync(directory, { recursive: true, force: true })];
  try {
    const images = new Map([[image, focusProgram]]);
    const policies = [...faults.policies, ...(options.cluster?.policies ?? [])];
    const cluster = await startCluster({
      nodes: [sandboxNode],
      ...sizing.cluster,
      ...options.cluster,
      images,
      policies,
    });
    undo.unshift(() => cluster.stop());
    const kubeconfigPath = join(directory, 'kubeconfig');
    writeFileSync(kubeconfigPath, cluster.kubeconfig, { mode: 0o600 });
    const standIn = { ...sizing.standIn, ...options.standIn, image, faults: faults.standIn };
    // While the server's pod starts there is time for it; in the first jobs' there is none.
    setImmediate(loadPrograms);
    const deployed = await deployStandIn(kubeconfigPath, standIn, signal);
    return { ...deployed, kubeconfigPath, stop: () => inOrder(undo) };
  } catch (error) {
    await inOrder(undo).catch((cause: unknown) => {
      throw new AggregateError([error, cause], `${messageOf(error)} (and ${messageOf(cause)})`);
    });
    throw error;
  }
}

/** Every action is tried, whatever became of the ones before; then the first failure is thrown. */
async function inOrder(actions: readonly (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const action of actions) {
    await action().catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) {
    throw new AggregateError(failures, 'the sandbox did not stop cleanly');
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
