// The points at which a fault can change what the server does; in a healthy server none of them changes anything.
import type { ApiClient } from './api-server/client';
import type { Recording } from './data/recordings';
import type { Job } from './jobs/job';
import type { JobObject } from './jobs/job-objects';
import type { Removal } from './jobs/removal';
import type { ConfigureAnswer } from './rest/answers';
import type { Refusal, Reply } from './rest/refusal';
import type { ConfigureRequest } from './rest/requests';
import type { Limits, Rules } from './rest/rules';

/** A job among the others that run. */
export interface JobView {
  readonly job: Job;
  /** The other jobs, oldest first. */
  readonly others: readonly Job[];
}

/** What a fault may do with the jobs of the server. */
interface ReachableJobs {
  start(request: ConfigureRequest): Promise<Job>;
  readonly reservations: { reserve(): Promise<unknown> };
}

/** `reset`: the connection is reset without an answer · `refused`: the same, and for a while nothing listens. */
export type ConnectionLoss = 'reset' | 'refused';

/** The request that an answer is for. */
export interface Call {
  readonly method: string;
  readonly url: string;
}

/** What the caller gets of an answer. */
export type Delivery = Reply & {
  /** The connection breaks off after the first half of the body. */
  readonly isCut?: true;
};

/**
 * A hook named after a value gets the healthy value first and returns the faulty one. Of several faults each transforms what the one
 * before it has returned.
 */
interface RequestHooks {
  /** The body of a configuration, before its shape is checked. */
  requestBody(body: unknown): unknown;
  /** A request whose shape is right, as the server understands it. */
  request(request: ConfigureRequest): ConfigureRequest;
  limits(limits: Limits): Limits;
  rules(rules: Rules): Rules;
  /** Whether live jobs find data. */
  liveData(flows: boolean): boolean;
  /** Of the recordings that overlap the requested range, those that count. */
  recordings(
    found: readonly Recording[],
    range: { readonly start: number; readonly end: number },
  ): readonly Recording[];
  /** The refusal of a range without a recording; undefined accepts the request. */
  noRecording(refusal: Refusal | undefined): Refusal | undefined;
  /** The answer to an accepted configuration. */
  answer(answer: ConfigureAnswer, view: JobView): ConfigureAnswer;
  /** The n-th refusal (from 1), as it is sent. */
  refusal(reply: Reply, n: number): Reply;
  /** The id of the job that a cancel ends; `running` are the ids of all jobs. */
  cancelledId(id: string, running: readonly string[]): string;
  /** The status of the answer to a cancel of an unknown job. */
  unknownJobStatus(status: number): number;
  /** What the caller gets of an answer, behind a proxy for example. */
  delivery(delivery: Delivery, call: Call): Delivery;
}

/** The same for what the server does in the cluster. */
interface ObjectHooks {
  /** The objects that are created for a job, in order. */
  createdObjects(objects: readonly JobObject[], view: JobView): readonly JobObject[];
  /** What a cancel deletes. */
  removals(removals: readonly Removal[], view: JobView): readonly Removal[];
  /** What is deleted when a step of the creation has failed. */
  rollback(removals: readonly Removal[], view: JobView): readonly Removal[];
  /** The objects that are created after a cancel. */
  objectsAfterCancel(objects: readonly JobObject[], view: JobView): readonly JobObject[];
  /** The objects that are created after a rollback. */
  objectsAfterRollback(objects: readonly JobObject[], view: JobView): readonly JobObject[];
  /** The sequence number of the next job. */
  sequence(next: number): number;
}

/** What happens at an event; of several faults the last one counts. A `Crash` that any hook throws ends the server. */
interface EventHooks {
  /** Awaited before the server opens; a rejection ends it. */
  startup(client: ApiClient, log: (line: string) => void): Promise<void>;
  /** Awaited before the n-th job (from 1) since the last pause is started; may throw a `Refusal`. `gone` aborts when the caller has left. */
  beforeStart(n: number, gone: AbortSignal): Promise<void>;
  /** Awaited after a configuration was refused. */
  afterRefusal(jobs: ReachableJobs): Promise<void>;
  /** What happens to the connection of the request for the n-th job (from 1) since the last pause. */
  connection(n: number): 'kept' | ConnectionLoss;
  /** What is done when the Service's port is taken: the next port is tried, or the Service is left out. May throw a `Refusal`. */
  takenPort(nodePort: number, client: ApiClient): Promise<'next' | 'omit'>;
}

/** Of several faults the last one counts. */
interface Switches {
  /** Sent instead of any other answer. */
  readonly everyAnswer: (Reply & { readonly sparesHealthCheck?: boolean }) | undefined;
  /** Whether equal requests that are in progress at the same time get one answer. */
  readonly joinsEqualRequests: boolean;
  readonly rollbackFreesReservation: boolean;
  /** The server ends with an error after this number of jobs without a pause. */
  readonly endsAfterJobs: number;
}

export type TransformHooks = RequestHooks & ObjectHooks;

export type Hooks = TransformHooks & EventHooks & Switches;

export const healthy: Hooks = {
  requestBody: (body) => body,
  request: (request) => request,
  limits: (limits) => limits,
  rules: (rules) => rules,
  liveData: (flows) => flows,
  recordings: (found) => found,
  noRecording: (refusal) => refusal,
  answer: (answer) => answer,
  refusal: (reply) => reply,
  cancelledId: (id) => id,
  unknownJobStatus: (status) => status,
  delivery: (delivery) => delivery,
  createdObjects: (objects) => objects,
  removals: (removals) => removals,
  rollback: (removals) => removals,
  objectsAfterCancel: (objects) => objects,
  objectsAfterRollback: (objects) => objects,
  sequence: (next) => next,
  startup: async () => undefined,
  beforeStart: async () => undefined,
  afterRefusal: async () => undefined,
  connection: () => 'kept',
  takenPort: async () => 'next',
  everyAnswer: undefined,
  joinsEqualRequests: false,
  rollbackFreesReservation: true,
  endsAfterJobs: Number.POSITIVE_INFINITY,
};
