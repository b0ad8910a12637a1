// The program of a job's cleanup pod: checks its Job at intervals, and removes what the Job leaves behind.
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { LightClient } from '../api-server/light-client';
import { nameObjects, parseSlot } from '../jobs/job';
import type { Program, ProgramContext } from '../program';
import { readCleanupSettings } from '../settings';

/** Between the checks of a job that a fault counts as idle. */
const idleCheckSeconds = 1;

const jobSchema = z.object({ status: z.object({ succeeded: z.number().default(0) }).default({ succeeded: 0 }) });

/**
 * A Job that completed (it idled, or its data ended) is removed with its Service; one that failed keeps its log until its own
 * time to live is over, then its Service is removed. A cancel by the server stops this program.
 */
export const cleanup: Program = async (context) => {
  const { JOB_ID: id, CHECK_SECONDS: checkSeconds, POD_BEHAVIOR } = readCleanupSettings(context.env);
  if (context.serviceAccount === undefined) {
    throw new Error('this program needs a ServiceAccount token: set automountServiceAccountToken in its pod');
  }
  const client = new LightClient(context.serviceAccount, context.signal);
  const { cleanupEnds: mayEnd, idleAboveSlot } = POD_BEHAVIOR;
  const isIdle = parseSlot(id) > idleAboveSlot;
  const pauseSeconds = isIdle ? idleCheckSeconds : checkSeconds;
  context.log(`checks Job ${nameObjects(id).job} every ${pauseSeconds} s`);
  while (!(await waitForStop(context, pauseSeconds))) {
    if (mayEnd && (await removeIfEnded(context, client, { id, isIdle }))) {
      context.log(`job ${id} ${isIdle ? 'is idle' : 'has ended'}; its Job and its Service are removed`);
      return 0;
    }
  }
  context.log('stops: its job was cancelled');
  return 0;
};

/** Resolves after a pause, or at once when the program has to stop: then to true. */
async function waitForStop({ signal }: ProgramContext, pauseSeconds: number): Promise<boolean> {
  await delay(pauseSeconds * 1000, undefined, { signal }).catch(() => undefined);
  return signal.aborted;
}

interface CheckedJob {
  readonly id: string;
  /** Whether the job counts as idle, so that it is removed although it has not ended. */
  readonly isIdle: boolean;
}

/** Checks once. What fails now is tried again at the next check. */
async function removeIfEnded(
  context: ProgramContext,
  client: LightClient,
  { id, isIdle }: CheckedJob,
): Promise<boolean> {
  try {
    return (isIdle || (await hasEnded(client, id))) && (await remove(client, id));
  } catch (error) {
    if (!context.signal.aborted) {
      context.log(`WARN the Kubernetes API did not answer: ${error instanceof Error ? error.message : error}`);
    }
    return false;
  }
}

async function hasEnded(client: LightClient, id: string): Promise<boolean> {
  const { status, body } = await client.get('batch/v1', `jobs/${nameObjects(id).job}`);
  return status === 404 || (status === 200 && jobSchema.parse(body).status.succeeded > 0);
}

async function remove(client: LightClient, id: string): Promise<boolean> {
  const { job, service } = nameObjects(id);
  const answers = [await client.delete('v1', `services/${service}`), await client.delete('batch/v1', `jobs/${job}`)];
  return answers.every(({ status }) => status < 300 || status === 404);
}
