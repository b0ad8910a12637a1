// `npm run sandbox`: starts a sandbox, prints its addresses as one line of JSON, and ends it on SIGINT or SIGTERM.
import { once } from 'node:events';
import { combineFaults } from '../catalogue/combine-faults';
import { UnknownFaultError } from '../catalogue/fault-files';
import { deployStandIn, undeployStandIn } from '../deployment/deploy';
import { startSandbox } from '../sandbox';
import { parseCommandLine, type SandboxCall, UsageError } from './command-line';
import { makeHelpText } from './help';

const exitCodes = { wrongCall: 2, unusable: 3 } as const;

void run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  const isWrongCall = error instanceof UsageError || error instanceof UnknownFaultError;
  process.exitCode = isWrongCall ? exitCodes.wrongCall : exitCodes.unusable;
});

interface Running {
  readonly focusServerUrl: string;
  readonly kubeconfig: string;
  readonly namespace: string;
  readonly stop: () => Promise<void>;
}

async function run(): Promise<void> {
  const call = parseCommandLine(process.argv.slice(2));
  if (call.help) {
    process.stdout.write(makeHelpText());
    return;
  }
  const stopping = stopOnSignals();
  try {
    const { stop, ...address } = await start(call, stopping);
    process.stdout.write(`${JSON.stringify(address)}\n`);
    await waitUntilAborted(stopping);
    await stop();
  } catch (error) {
    if (!stopping.aborted) {
      throw error;
    }
  }
}

function start(call: SandboxCall, stopping: AbortSignal): Promise<Running> {
  return call.kubeconfig === undefined ? startEmbedded(call, stopping) : deployTo(call.kubeconfig, call, stopping);
}

async function startEmbedded({ faults, standIn }: SandboxCall, stopping: AbortSignal): Promise<Running> {
  const { kubeconfigPath, ...sandbox } = await startSandbox({ faults, standIn }, stopping);
  return {
    focusServerUrl: sandbox.focusServerUrl,
    kubeconfig: kubeconfigPath,
    namespace: sandbox.namespace,
    stop: sandbox.stop,
  };
}

async function deployTo(kubeconfig: string, { faults, standIn }: SandboxCall, stopping: AbortSignal): Promise<Running> {
  const combined = combineFaults(faults);
  const [notHere] = combined.embeddedOnly;
  if (notHere !== undefined) {
    throw new UsageError(
      `fault "${notHere}" is one of the embedded cluster; it cannot be shown on the cluster of ${kubeconfig}`,
    );
  }
  const stop = () => undeployStandIn(kubeconfig, standIn);
  try {
    const deployed = await deployStandIn(kubeconfig, { ...combined.standIn, ...standIn }, stopping);
    return { focusServerUrl: deployed.focusServerUrl, kubeconfig, namespace: deployed.namespace, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The first signal ends the sandbox in order; a second one ends the process at once. */
function stopOnSignals(): AbortSignal {
  const stopping = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => stopping.abort(new Error(`stopped by ${name}`)));
  }
  return stopping.signal;
}

/** A process that only waits for a signal would end: the timer keeps it running. */
async function waitUntilAborted(signal: AbortSignal): Promise<void> {
  const hold = setInterval(() => undefined, 60_000);
  try {
    if (!signal.aborted) {
      await once(signal, 'abort');
    }
  } finally {
    clearInterval(hold);
  }
}
