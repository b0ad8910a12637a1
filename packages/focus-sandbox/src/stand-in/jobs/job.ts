// A job as the server knows it: its id, what it occupies, and the names of its objects.
import type { ConfigureRequest } from '../rest/requests';

/** An investigation that the server runs. */
export interface Job {
  readonly id: string;
  readonly slot: number;
  readonly sequence: number;
  readonly request: ConfigureRequest;
  /** Counts up over all jobs: the Service's `port` is 12301 and its `nodePort` 30000 above it. */
  portOffset: number;
  /** `performance.now()` when its objects existed; infinite while they are created. */
  createdAt: number;
}

/** Label of every object that the server creates, beside the names that the product gives. */
export const partOfLabel = { 'app.kubernetes.io/part-of': 'focus-server' } as const;

/** Selects those objects. */
export const partOfSelector = 'app.kubernetes.io/part-of=focus-server';

/** Annotation of a job's Job that keeps the request, so that a restarted server knows it. */
export const requestAnnotation = 'focus-server/request';

/** The names of a job's objects. The pods of its Jobs carry the Job's name in their label `app`. */
export interface ObjectNames {
  /** Of the Job that streams. */
  readonly job: string;
  readonly service: string;
  readonly cleanupJob: string;
}

/** @param id a job's id, or any beginning of one */
export function nameObjects(id: string): ObjectNames {
  return { job: `grpc-job-${id}`, service: `grpc-service-${id}`, cleanupJob: `cleanup-job-${id}` };
}

/** The slot in a job's id. */
export function parseSlot(id: string): number {
  return Number.parseInt(id, 10);
}

/** The slot and sequence in the name of a job's Job; undefined for other names. */
export function parseJobName(name: string): { id: string; slot: number; sequence: number } | undefined {
  const match = /^grpc-job-((\d+)-(\d+))$/.exec(name);
  return match?.[1] === undefined ? undefined : { id: match[1], slot: Number(match[2]), sequence: Number(match[3]) };
}
