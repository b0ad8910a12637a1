// One job in a scenario's ledger, and how the ledger came to know it.
import type { CreatedObject } from './created-objects';
import type { Job } from './job';
import { type JobObjectNames, listObjectNames } from './object-names';

/**
 * `answered`: the answer to a request gave its id · `named`: a refusal names objects of it · `appeared`: its objects were created after a request
 * of the scenario, and no answer of the run gives its id.
 */
export type JobOrigin = 'answered' | 'named' | 'appeared';

/** A job that came into being because of the scenario, whether the scenario wanted it or not. */
export interface LedgerEntry {
  readonly jobId: string;
  readonly names: JobObjectNames;
  readonly origin: JobOrigin;
  /** The request that caused it; 0 where it is not known which one did. */
  readonly request: number;
  /** What the answer gave; absent until a complete answer was read. */
  readonly job?: Job;
  /** The server has cancelled it, or took it back by itself. */
  readonly cancelled: boolean;
  /** Nothing of it was left when the ledger looked last. */
  readonly gone: boolean;
}

/** A job that is neither cancelled nor gone, as far as is known. */
export function createEntry(jobId: string, origin: JobOrigin, request: number): LedgerEntry {
  return { jobId, names: listObjectNames(jobId), origin, request, cancelled: false, gone: false };
}

/** The jobs of objects, such as `job 3-70012`, and the objects that belong to no job, such as `Service port-30001`; each once. */
export function listSubjects(created: readonly CreatedObject[]): string[] {
  return [
    ...new Set(created.map((object) => (object.jobId === undefined ? describeCreated(object) : `job ${object.jobId}`))),
  ];
}

/** Such as `Service grpc-service-3-70012`. */
export function describeCreated({ kind, name }: Pick<CreatedObject, 'kind' | 'name'>): string {
  return `${kind} ${name}`;
}
