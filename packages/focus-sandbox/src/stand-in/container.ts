// Entry point of the image in a real container: the context of the program comes from the process and the ServiceAccount mount.
import { readFileSync } from 'node:fs';
import type { ServiceAccountCredentials } from './program';
import { runProgram } from './run-program';

const mount = '/var/run/secrets/kubernetes.io/serviceaccount';

void run();

async function run(): Promise<void> {
  const stop = new AbortController();
  process.once('SIGTERM', () => stop.abort());
  process.once('SIGINT', () => stop.abort());
  const log = (line: string) => process.stdout.write(`${line}\n`);
  const serviceAccount = readServiceAccount();
  try {
    process.exitCode = await runProgram({
      args: process.argv.slice(2),
      env: readEnvironment(),
      log,
      signal: stop.signal,
      ...(serviceAccount === undefined ? {} : { serviceAccount }),
    });
  } catch (error) {
    log(`ERROR ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}

function readEnvironment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

/** The API server's address and credentials, from the pod's environment and mount; undefined in a pod without a token. */
function readServiceAccount(): ServiceAccountCredentials | undefined {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } = process.env;
  const read = (name: string) => readFileSync(`${mount}/${name}`, 'utf8');
  try {
    return {
      server: `https://${host}:${port}`,
      caPem: read('ca.crt'),
      token: read('token'),
      namespace: read('namespace'),
    };
  } catch {
    return undefined;
  }
}
