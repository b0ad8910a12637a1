// The places at which a fault can change what the stand-in does; in health each of them changes nothing.
import type { ApiClient } from './api-server/client';
import type { Recording } from './data/recordings';
import type { Job } from './jobs/job';
import type { JobObject } from './jobs/job-objects';
import type { Jobs } from './jobs/jobs';
import type { Removal } from './jobs/removal';
import type { ConfigureAnswer } from './rest/answers';
import type { Refusal, Reply } from './rest/refusal';
import type { ConfigureRequest } from './rest/requests';
import type { Limits, Rule } from './rest/rules';

/** A job among the others that run. */
export interface JobView {
  readonly job: Job;
  /** The other jobs, oldest first. */
  readonly others: readonly Job[];
}

/** `reset`: it is reset without an answer · `refused`: so it is, and for a while nothing listens. */
export type ConnectionLoss = 'reset' | 'refused';

/** Which call an answer is for. */
export interface Call {
  readonly method: string;
  readonly url: string;
}

/** What the server does with a request before and around a job; a `Crash` that any of these throws ends the server. */
interface RequestHooks {
  /** The body of a configuration as it came. */
  received(body: unknown): unknown;
  /** A request whose shape is right, as the server understands it. */
  reading(request: ConfigureRequest): ConfigureRequest;
  limits(limits: Limits): Limits;
  rules(rules: Readonly<Record<string, Rule>>): Readonly<Record<string, Rule>>;
  /** Whether live jobs find data. */
  liveData(flows: boolean): boolean;
  /** Of the recordings that overlap the asked range, those that count. */
  recordings(
    found: readonly Recording[],
    range: { readonly start: number; readonly end: number },
  ): readonly Recording[];
  /** What is answered when no recording is in the range; undefined accepts the request. */
  noRecording(refusal: Refusal): Refusal | undefined;
  /** Awaited before the n-th job (from 1) since the last pause is started; may throw a `Refusal`. `gone` aborts when the caller has left. */
  beforeStart(n: number, gone: AbortSignal): Promise<void>;
  /** What becomes of the connection on which the n-th job (from 1) since the last pause is asked for. */
  connection(n: number): 'kept' | ConnectionLoss;
  /** Awaited after a configuration was refused. */
  afterRefusal(jobs: Jobs): Promise<void>;
  /** The answer to an accepted configuration. */
  answer(answer: ConfigureAnswer, view: JobView): ConfigureAnswer;
  /** The n-th refusal (from 1), as it is sent. */
  refusal(reply: Reply, n: number): Reply;
  /** Which job the cancel of an id ends, of those that run. */
  cancelled(id: string, running: readonly string[]): string;
  /** Status of the answer to a cancel of an unknown job. */
  unknownJobStatus(status: number): number;
  /** Sent instead of any other answer. */
  readonly everyAnswer: (Reply & { readonly sparesHealthCheck?: boolean }) | undefined;
}

/** What stands between the server and its callers. */
interface FrontHooks {
  /** What the caller gets of an answer; of one that is `cut` it gets the first half. */
  delivered(reply: Reply, call: Call): Reply | 'cut';
  /** Whether equal requests that are under way together get one answer. */
  readonly coalesces: boolean;
}

/** What the server does in the cluster. */
interface ObjectHooks {
  /** The objects that are created for a job, in order. */
  creations(objects: readonly JobObject[], view: JobView): readonly JobObject[];
  /** What a cancel deletes. */
  removals(removals: readonly Removal[], view: JobView): readonly Removal[];
  /** What is deleted when a creation failed. */
  rollback(removals: readonly Removal[], view: JobView): readonly Removal[];
  /** Objects that are created after a cancel. */
  afterCancel(view: JobView): readonly JobObject[];
  /** Objects that are created after a rollback. */
  afterRollback(view: JobView): readonly JobObject[];
  readonly rollbackFreesPlace: boolean;
  /** The number of the next job. */
  sequence(next: number): number;
  /** What happens when the Service's port is taken: the next one is tried, or the Service is left out. May throw a `Refusal`. */
  portTaken(nodePort: number, client: ApiClient): 'next' | 'omit' | Promise<'next' | 'omit'>;
}

/** What the server's program does beside that; the other pods have hooks of their own. */
interface ProgramHooks {
  /** Awaited before the server opens; a rejection ends it. */
  startup(client: ApiClient, log: (line: string) => void): Promise<void>;
  /** The server ends with an error after so many jobs without a pause. */
  readonly endsAfterJobs: number;
}

export type Hooks = RequestHooks & FrontHooks & ObjectHooks & ProgramHooks;

export const healthy: Hooks = {
  received: (body) => body,
  reading: (request) => request,
  limits: (limits) => limits,
  rules: (rules) => rules,
  liveData: (flows) => flows,
  recordings: (found) => found,
  noRecording: (refusal) => refusal,
  beforeStart: async () => undefined,
  connection: () => 'kept',
  afterRefusal: async () => undefined,
  answer: (answer) => answer,
  refusal: (reply) => reply,
  cancelled: (id) => id,
  unknownJobStatus: (status) => status,
  everyAnswer: undefined,
  delivered: (reply) => reply,
  coalesces: false,
  creations: (objects) => objects,
  removals: (removals) => removals,
  rollback: (removals) => removals,
  afterCancel: () => [],
  afterRollback: () => [],
  rollbackFreesPlace: true,
  sequence: (next) => next,
  portTaken: () => 'next',
  startup: async () => undefined,
  endsAfterJobs: Number.POSITIVE_INFINITY,
};
