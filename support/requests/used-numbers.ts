// Whether places and ports were used up between jobs that were opened one after the other.
import type { ClusterObserver } from '../cluster/watch/cluster-observer';
import type { Job } from '../jobs/job';
import { jobIdOf } from '../jobs/object-names';
import { portsInUse, usedUpBetween } from './ports-in-use';

/**
 * Judges what happened between the second and the third of three jobs that are all still there.
 * Places (the slot in a job's id) and ports are given out upwards, past those in use. So a number between two jobs in a row which no
 * object of the cluster holds was used up. A server that gave the first two jobs no neighbours gives out its places otherwise: of it nothing can be told
 * by numbers. Returns what was judged, for the report.
 * @throws Error that names the places or ports that are missing
 */
export function expectNothingUsedUp(jobs: readonly Job[], observer: ClusterObserver): string {
  const held = new Set(portsInUse(observer.services.objects()).keys());
  const ports = jobs.map(({ address }) => address.port);
  return `${expectNoPlaceUsedUp(jobs, observer)}\n${judge('port', ports, held)}`;
}

/** The same for places alone: of a job that failed half-way, a server that counts its ports up for ever may well skip the number of its port. */
export function expectNoPlaceUsedUp(jobs: readonly Job[], observer: ClusterObserver): string {
  const heldSlots = new Set(observer.jobs.objects().flatMap((job) => slotOf(jobIdOf(job.metadata?.name ?? ''))));
  const places = jobs.map(({ id }) => slotOf(id)[0]);
  return judge('place', places, heldSlots);
}

function judge(what: string, numbers: readonly (number | undefined)[], held: ReadonlySet<number>): string {
  const [first, second, third] = numbers;
  if (first === undefined || second === undefined || third === undefined)
    throw new Error(`The ${what}s of the jobs are not known`);
  const given = `${what}s ${first}, ${second} and ${third}`;
  if (second < first || usedUpBetween(first, second, held).length > 0) {
    return `The jobs got the ${given}: this server does not count its ${what}s up, so nothing can be told by them`;
  }
  const missing = usedUpBetween(second, third, held);
  if (missing.length === 0) return `The jobs got the ${given}: none was used up by the refusals in between`;
  throw new Error(
    `expected refusals to use up no ${what}, but the jobs before and after them got the ${given}, and nobody holds ${missing.join(', ')}`,
  );
}

function slotOf(jobId: string | undefined): number[] {
  const slot = jobId?.split('-')[0];
  return slot === undefined ? [] : [Number(slot)];
}
