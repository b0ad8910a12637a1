// The program of a job's cleanup pod: looks at its Job now and then, and clears away what the Job leaves behind.
import { setTimeout as delay } from 'node:timers/promises';
import type { V1Job } from '@kubernetes/client-node';
import type { Program, ProgramContext } from '../../program';
import { type ApiClient, call, connect } from '../api-server/client';
import { ApiServerError } from '../api-server/errors';
import { hooksOf } from '../faults';
import { jobName, serviceName } from '../jobs/job';
import { remove } from '../jobs/removal';
import { cleanupSettings } from '../settings';

/**
 * A Job that completed (it idled, or its data ended) is removed with its Service; one that failed keeps its log until its own
 * time to live is over, then its Service goes. A cancel by the server stops this program.
 */
export const cleanup: Program = async (context) => {
  const { JOB_ID: id, CHECK_SECONDS: checkSeconds, FAULTS } = cleanupSettings(context.env);
  const client = connect(context);
  context.log(`looks at Job ${jobName(id)} every ${checkSeconds} s`);
  try {
    await jobEnded(client, id, checkSeconds * 1000, hooksOf(FAULTS).cleanupEnds);
    await remove(client, [
      { kind: 'Service', name: serviceName(id) },
      { kind: 'Job', name: jobName(id) },
    ]);
    context.log(`job ${id} has ended; its Job and its Service are removed`);
    return 0;
  } catch (error) {
    return stoppedOrFailed(context, error);
  } finally {
    await client.config.close();
  }
};

async function jobEnded(client: ApiClient, id: string, checkMs: number, mayEnd: boolean): Promise<void> {
  do {
    await delay(checkMs, undefined, { signal: client.signal });
  } while (!(mayEnd && hasEnded(await readJob(client, jobName(id)))));
}

async function readJob({ batch, namespace, ...client }: ApiClient, name: string): Promise<V1Job | undefined> {
  try {
    return await call({ batch, namespace, ...client }, `read Job ${name}`, () =>
      batch.readNamespacedJob({ name, namespace }),
    );
  } catch (error) {
    if (error instanceof ApiServerError && error.code === 404) {
      return undefined;
    }
    throw error;
  }
}

function hasEnded(job: V1Job | undefined): boolean {
  return job === undefined || (job.status?.succeeded ?? 0) > 0;
}

function stoppedOrFailed(context: ProgramContext, error: unknown): number {
  if (context.signal.aborted) {
    context.log('stops: its job was cancelled');
    return 0;
  }
  throw error;
}
