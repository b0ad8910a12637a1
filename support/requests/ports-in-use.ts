// Which ports the Services of the namespace hold, and whether places and ports were given out without a gap.
import type { V1Service } from '@kubernetes/client-node';
import type { ClusterObserver } from '../cluster/watch/cluster-observer';
import type { Job } from '../jobs/job';

/** The name of the Service that holds each port, by number: node ports, and the ports of the Services of jobs. */
export function portsInUse(services: readonly V1Service[]): ReadonlyMap<number, string> {
  const held = services.flatMap((service) =>
    (service.spec?.ports ?? []).flatMap(({ port, nodePort }) =>
      [port, nodePort].flatMap((number) => (number === undefined ? [] : [[number, nameOf(service)] as const])),
    ),
  );
  return new Map(held);
}

/** The same of the Services that there are now: a stream that is behind would tell of ports that were given back. */
export async function portsInUseNow({ services }: ClusterObserver, signal: AbortSignal) {
  await services.refresh(signal);
  return portsInUse(services.objects());
}

/** Throws when the job was given a port that a Service held before it was asked for. */
export function expectFreeBefore(job: Job, heldBefore: ReadonlyMap<number, string>): void {
  const holder = heldBefore.get(job.address.port);
  if (holder === undefined) return;
  throw new Error(
    `expected job ${job.id} to get a port that was free, but port ${job.address.port} was held by Service ${holder} when the job was asked for`,
  );
}

/** The numbers between two that were given out one after the other and that nobody holds: they were used up in between. */
export function usedUpBetween(first: number, second: number, held: ReadonlySet<number>): number[] {
  const between = Array.from({ length: Math.max(0, second - first - 1) }, (_, index) => first + 1 + index);
  return between.filter((number) => !held.has(number));
}

function nameOf(service: V1Service): string {
  return service.metadata?.name ?? '';
}
