// Ports that the suite takes: the one that the server would give out next, and the one of a job that was cancelled.
import type { V1ServicePort } from '@kubernetes/client-node';
import { isKubernetesError } from '../cluster/transport/kubernetes-error';
import type { ClusterObserver } from '../cluster/watch/cluster-observer';
import { waitUntil } from '../cluster/watch/wait';
import { poll } from '../common/poll';
import { nameNumbers, nameWords, type RefusalDemand } from '../focus-server/catalogue';
import type { Job } from '../jobs/job';
import { listPortsInUse } from '../jobs/ports-in-use';
import { type HeldPort, type HolderOptions, holdPort, type PortPair } from './held-port';

export interface TakingOptions extends HolderOptions {
  readonly observer: ClusterObserver;
  readonly signal: AbortSignal;
  /** Until the watch shows the suite's own Service. */
  readonly seenWithinMs: number;
}

/** Holds the first port above the job's own that nobody holds: the server counts its ports up, so it is the next. */
export async function holdPortAfter(job: Job, options: TakingOptions): Promise<HeldPort> {
  const own = readPortPair(job, options.observer);
  const inUse = listPortsInUse(options.observer.services.listObjects());
  let step = 1;
  while (inUse.has(own.nodePort + step) || inUse.has(own.port + step)) step += 1;
  return await hold({ port: own.port + step, nodePort: own.nodePort + step }, options);
}

/** Holds the port of a job that was cancelled, as soon as the cluster lets go of it. @throws Error when it does not in time */
export async function holdPortOf(job: Job, withinMs: number, options: TakingOptions): Promise<HeldPort> {
  const pair = readPortPair(job, options.observer);
  const what = `port ${pair.nodePort} of job ${job.id} to be free again after the cancel`;
  return await poll(what, { withinMs, everyMs: 100, signal: options.signal }, async () => {
    try {
      return { value: await hold(pair, options) };
    } catch (error) {
      if (!isKubernetesError(error, 'invalid')) throw error;
      return { seen: `no other Service can have it: ${error.statusMessage ?? error.message}` };
    }
  });
}

/** How a job has to be refused whose port is one of those taken, where the environment documents that it is refused. */
export function buildTakenPortDemand(...taken: readonly PortPair[]): RefusalDemand {
  const ports = taken.flatMap(({ port, nodePort }) => [nodePort, port]);
  return { statuses: [409], field: nameWords('the port', /\bports?\b/i), valueOrLimit: nameNumbers(...ports) };
}

/** The Services that hold the ports were left to their owner. @throws Error that names those that are gone */
export async function expectStillHeld(
  held: readonly HeldPort[],
  { observer, signal }: Pick<TakingOptions, 'observer' | 'signal'>,
): Promise<void> {
  await observer.services.refresh(signal);
  const present = new Set(observer.services.listObjects().map(({ metadata }) => metadata?.name));
  const gone = held.filter(({ name }) => !present.has(name));
  if (gone.length === 0) return;
  const list = gone.map(({ name, nodePort }) => `Service ${name} with port ${nodePort}`).join(', ');
  throw new Error(
    `expected a port that is taken to be left to its owner, but the Service that held it was removed while jobs were requested: ${list}`,
  );
}

async function hold(pair: PortPair, options: TakingOptions): Promise<HeldPort> {
  const held = await holdPort(pair, options);
  try {
    await waitUntil(options.observer.services, {
      what: `the suite's own Service ${held.name} to be seen`,
      select: (service) => service.metadata?.name === held.name,
      check: () => [],
      withinMs: options.seenWithinMs,
      signal: options.signal,
    });
    return held;
  } catch (error) {
    // No caller knows of it, so no other code can release it.
    await held.release();
    throw error;
  }
}

/** Both numbers of the job's Service, also of one that is gone. */
function readPortPair(job: Job, { services }: ClusterObserver): PortPair {
  const ports = services
    .listHistories()
    .flatMap((changes) => changes.slice(-1))
    .filter(({ object }) => object.metadata?.name === job.names.service)
    .flatMap(({ object }): V1ServicePort[] => object.spec?.ports ?? []);
  const [found] = ports;
  if (found?.nodePort === undefined) {
    throw new Error(`expected Service ${job.names.service} of job ${job.id} to have a node port, but none was seen`);
  }
  return { port: found.port, nodePort: found.nodePort };
}
