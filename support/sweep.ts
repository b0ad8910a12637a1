// `npm run sweep`: removes what earlier runs left in the environment that FOCUS_ENV names, and says what.
import path from 'node:path';
import { loadProfile } from './environment';
import { ConfigurationError, EnvironmentError, messageChain } from './errors';
import { readJournal } from './jobs/journal';
import { sweep } from './jobs/sweep';
import { openSession } from './session';
import { exitCodes } from './verdict';

const sweepMs = 5 * 60_000;

async function main(): Promise<number> {
  const profile = loadProfile(process.env);
  if (profile.name === 'sandbox') {
    process.stdout.write('Nothing to sweep: a sandbox is gone with its run. FOCUS_ENV names another environment.\n');
    return exitCodes.accepted.code;
  }
  const session = await openSession(process.env);
  try {
    const { namespace, baseUrl } = session.environment;
    const file = path.join(process.env.FOCUS_REPORTS || 'reports', 'ledger.ndjson');
    const entries = readJournal(file).filter(({ run }) => run.namespace === namespace && run.baseUrl === baseUrl);
    const { removed, untouched } = await sweep(entries, session, AbortSignal.timeout(sweepMs));
    const lines = [...removed.map((object) => `removed ${object}`), ...untouched.map((text) => `left alone: ${text}`)];
    const runs = new Set(entries.map(({ run }) => run.id)).size;
    const summary = `${profile.name}: ${runs} runs in ${file}, ${removed.length} objects removed`;
    process.stdout.write(`${[...lines, summary].join('\n')}\n`);
    return exitCodes.accepted.code;
  } finally {
    await session.close();
  }
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const known = error instanceof ConfigurationError || error instanceof EnvironmentError;
    process.stderr.write(`${known ? error.message : `The sweep failed: ${messageChain(error)}`}\n`);
    process.exitCode = error instanceof ConfigurationError ? exitCodes.misconfigured.code : exitCodes.unusable.code;
  },
);
