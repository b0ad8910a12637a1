// The program of the Focus Server's own pod: the REST server over the jobs of its namespace.
import { once } from 'node:events';
import { type ApiClient, type Connected, connect } from '../api-server/client';
import { followDeadlineSwitch } from '../api-server/deadline-switch';
import { DataSource } from '../data/data-source';
import type { Hooks } from '../hooks';
import { Jobs } from '../jobs/jobs';
import type { Program, ProgramContext } from '../program';
import { createServer, prefix } from '../rest/server';
import { StartCounter } from '../rest/start-counter';
import { composeHooks } from '../server-faults';
import { readServerSettings, type ServerSettings } from '../settings';

export const focusServer: Program = async (context) => {
  const settings = readServerSettings(context.env);
  const hooks = composeHooks(settings.FAULTS);
  const client = connect(context);
  try {
    return await serve(context, { settings, hooks, client });
  } finally {
    await client.close();
  }
};

interface Prepared {
  readonly settings: ServerSettings;
  readonly hooks: Hooks;
  readonly client: ApiClient & Connected;
}

async function serve(context: ProgramContext, { settings, hooks, client }: Prepared): Promise<number> {
  const log = (line: string) => context.log(`${new Date().toISOString()} ${line}`);
  log(`INFO Focus Server starts in namespace ${client.namespace} with ${settings.SLOTS} slots`);
  await hooks.startup(client, log);
  const source = new DataSource(settings.LIVE_DATA, Date.now() / 1000);
  const jobs = new Jobs(client, settings, hooks);
  await Promise.all([source.open(client), followDeadlineSwitch(client, client.deadlines), jobs.open()]);
  log(`INFO ${jobs.running} running jobs found, live data: ${source.isLive ? 'flowing' : 'waiting for fiber'}`);
  const starts = new StartCounter(hooks.endsAfterJobs);
  const app = createServer({ jobs, source, settings, hooks, starts }, log);
  try {
    await app.listen({ host: settings.POD_IP, port: settings.PORT });
    log(`INFO listening on ${settings.POD_IP}:${settings.PORT}${prefix}`);
    const exitCode = await Promise.race([waitUntilStopped(context.signal), starts.limitReached.then(() => 1)]);
    log('INFO Focus Server stops');
    return exitCode;
  } finally {
    await app.close();
  }
}

async function waitUntilStopped(signal: AbortSignal): Promise<number> {
  if (!signal.aborted) {
    await once(signal, 'abort');
  }
  return 0;
}
