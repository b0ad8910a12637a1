// `npm run sweep`: removes what earlier runs left in the environment that FOCUS_ENV names, and reports it.
import path from 'node:path';
import { connectCluster } from '../cluster/transport/connection';
import { ClusterObserver } from '../cluster/watch/cluster-observer';
import { ConfigurationError, EnvironmentError, toMessageChain } from '../common/errors';
import { type Environment, loadEnvironment, loadProfile, toClusterOptions } from '../environment';
import { findReportsFolder } from '../environment/reports-folder';
import { ledgerFile, openEventLog, readEventLog } from '../jobs/event-log';
import { toSafeText } from '../redaction/known-secrets';
import { exitCodes } from '../verdict';
import { type SweepOptions, sweep } from './sweep';

const sweepMs = 5 * 60_000;

async function main(): Promise<number> {
  const profile = loadProfile(process.env);
  if (profile.name === 'sandbox') {
    process.stdout.write(
      'Nothing to sweep: a sandbox ends with its run. Set FOCUS_ENV to sweep another environment.\n',
    );
    return exitCodes.accepted.code;
  }
  const environment = loadEnvironment(process.env);
  const timeout = new AbortController();
  const timeoutError = new EnvironmentError(
    `The sweep of ${profile.name} did not end within ${sweepMs / 60_000} minutes. Run it again: it continues with what is left.`,
  );
  const deadline = setTimeout(() => timeout.abort(timeoutError), sweepMs);
  try {
    return await sweepEnvironment(environment, timeout.signal);
  } finally {
    clearTimeout(deadline);
  }
}

/** Resolves to the exit code: 1 if objects are left that belong, or may belong, to a run. */
async function sweepEnvironment(environment: Environment, signal: AbortSignal): Promise<number> {
  const cluster = await connectCluster(toClusterOptions(environment, signal));
  const observer = new ClusterObserver(cluster);
  try {
    return await sweepCluster(environment, { cluster, observer, signal });
  } finally {
    await observer.close();
    await cluster.close();
  }
}

async function sweepCluster(
  environment: Environment,
  { cluster, observer, signal }: Pick<SweepOptions, 'cluster' | 'observer' | 'signal'>,
): Promise<number> {
  const { name, namespace, baseUrl, deadlines } = environment;
  const file = path.join(findReportsFolder(process.env), ledgerFile);
  const entries = readEventLog(file).filter(({ run }) => run.namespace === namespace && run.baseUrl === baseUrl);
  const printLine = (line: string) => process.stdout.write(`${toSafeText(line)}\n`);
  const { removed, left, settled } = await sweep(entries, {
    cluster,
    observer,
    requestMs: deadlines.requestMs,
    signal,
    printLine,
  });
  for (const { run, request, scenario, jobId } of settled) {
    const event = jobId === undefined ? 'settled' : 'gone';
    openEventLog(file, run).write({ event, request, scenario, ...(jobId !== undefined && { jobId }) });
  }
  for (const line of left) printLine(`left: ${line}`);
  const runs = new Set(entries.map(({ run }) => run.id)).size;
  const rest = left.length === 0 ? 'nothing is left' : `${left.length} left`;
  printLine(`${name}: ${runs} runs in ${file}, ${removed} objects removed, ${rest}`);
  return left.length === 0 ? exitCodes.accepted.code : exitCodes.notMet.code;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const known = error instanceof ConfigurationError || error instanceof EnvironmentError;
    process.stderr.write(`${toSafeText(known ? error.message : `The sweep failed: ${toMessageChain(error)}`)}\n`);
    process.exitCode = error instanceof ConfigurationError ? exitCodes.misconfigured.code : exitCodes.unusable.code;
  },
);
