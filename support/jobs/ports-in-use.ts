// Which ports the Services of the namespace hold, and whether a job got one that was free.
import type { V1Service } from '@kubernetes/client-node';
import type { ClusterObserver } from '../cluster/watch/cluster-observer';
import type { Job } from './job';

/** The Service that holds each port, by number: node ports, and the ports of the Services of jobs. */
export type PortsInUse = ReadonlyMap<number, V1Service>;

export function listPortsInUse(services: readonly V1Service[]): PortsInUse {
  const held = services.flatMap((service) =>
    (service.spec?.ports ?? []).flatMap(({ port, nodePort }) =>
      [port, nodePort].flatMap((number) => (number === undefined ? [] : [[number, service] as const])),
    ),
  );
  return new Map(held);
}

/** The same of the Services that there are now: a stream that is behind would still show ports that were given back. */
export async function readPortsInUse({ services }: ClusterObserver, signal: AbortSignal): Promise<PortsInUse> {
  await services.refresh(signal);
  return listPortsInUse(services.listObjects());
}

/**
 * Throws when the job was given a port that a Service held before the request was sent and holds still: one that was deleted meanwhile has given its
 * port back.
 */
export async function expectPortWasFree(
  job: Job,
  heldBefore: PortsInUse,
  { observer, signal }: { readonly observer: ClusterObserver; readonly signal: AbortSignal },
): Promise<void> {
  const holder = heldBefore.get(job.address.port);
  if (holder === undefined) return;
  await observer.services.refresh(signal);
  if (observer.services.find(({ metadata }) => metadata?.uid === holder.metadata?.uid) === undefined) return;
  throw new Error(
    `expected job ${job.id} to get a port that was free, but port ${job.address.port} was held by Service ${holder.metadata?.name} when the job was requested, and still is`,
  );
}
