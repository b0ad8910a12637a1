// Whether slots and ports were used up between jobs that were opened one after the other.
import type { ClusterObserver } from '../cluster/watch/cluster-observer';
import type { Job } from '../jobs/job';
import { readJobId } from '../jobs/object-names';
import { listPortsInUse } from '../jobs/ports-in-use';

/**
 * Judges what happened between the second and the third of three jobs that are all still there. Slots (the first number of a job's id) are given out
 * upwards, past those in use. So a number between two jobs in a row that no object of the cluster holds was used up. A server that gave the first two jobs
 * no neighbouring numbers gives them out otherwise: then nothing can be judged by numbers. Returns what was judged, for the report.
 * @throws Error that names the slots that are missing
 */
export function expectNoSlotUsed(jobs: readonly Job[], observer: ClusterObserver): string {
  const heldSlots = new Set(
    observer.jobs.listObjects().flatMap((job) => readSlot(readJobId(job.metadata?.name ?? ''))),
  );
  const slots = jobs.map(({ id }) => readSlot(id)[0]);
  return judgeNumbers('slot', slots, heldSlots);
}

/** The same of ports, which are given out upwards too. */
export function expectNoPortUsed(jobs: readonly Job[], observer: ClusterObserver): string {
  const held = new Set(listPortsInUse(observer.services.listObjects()).keys());
  const ports = jobs.map(({ address }) => address.port);
  return judgeNumbers('port', ports, held);
}

/** The numbers between two that were given out one after the other and that nobody holds: they were used up in between. */
export function listUsedUpBetween(first: number, second: number, held: ReadonlySet<number>): number[] {
  const between = Array.from({ length: Math.max(0, second - first - 1) }, (_, index) => first + 1 + index);
  return between.filter((number) => !held.has(number));
}

function judgeNumbers(what: string, numbers: readonly (number | undefined)[], held: ReadonlySet<number>): string {
  const [first, second, third] = numbers;
  if (first === undefined || second === undefined || third === undefined)
    throw new Error(`The ${what}s of the jobs are not known`);
  const given = `${what}s ${first}, ${second} and ${third}`;
  if (second < first || listUsedUpBetween(first, second, held).length > 0) {
    return `not judged: the jobs got the ${given}, so this server does not count its ${what}s up`;
  }
  const missing = listUsedUpBetween(second, third, held);
  if (missing.length === 0) return `The jobs got the ${given}: none was used up by the refusals in between`;
  throw new Error(
    `expected refusals to use up no ${what}, but the jobs before and after them got the ${given}, and nobody holds ${missing.join(', ')}`,
  );
}

function readSlot(jobId: string | undefined): number[] {
  const slot = jobId?.split('-')[0];
  return slot === undefined ? [] : [Number(slot)];
}
