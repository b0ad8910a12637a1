// The places at which a fault can change what the stand-in does; in health each of them changes nothing.
import type { Job } from './jobs/job';
import type { JobObject } from './jobs/job-objects';
import type { Removal } from './jobs/removal';
import type { ConfigureAnswer } from './rest/answers';

/** A job among the others that run. */
export interface JobView {
  readonly job: Job;
  /** The other jobs, oldest first. */
  readonly others: readonly Job[];
}

export interface Hooks {
  /** The objects that are created for a job, in order. */
  creations(objects: readonly JobObject[], view: JobView): readonly JobObject[];
  /** What a cancel deletes. */
  removals(removals: readonly Removal[], view: JobView): readonly Removal[];
  /** The answer to an accepted configuration. */
  answer(answer: ConfigureAnswer, view: JobView): ConfigureAnswer;
  /** Status of the answer to a cancel of an unknown job. */
  unknownJobStatus(status: number): number;
  /** What the streaming program does at its port: speaks gRPC, accepts connections in silence, or does not listen. */
  readonly streaming: 'grpc' | 'mute' | 'deaf';
  /** Whether the cleanup program ends when its job is gone. */
  readonly cleanupEnds: boolean;
}

export const healthy: Hooks = {
  creations: (objects) => objects,
  removals: (removals) => removals,
  answer: (answer) => answer,
  unknownJobStatus: (status) => status,
  streaming: 'grpc',
  cleanupEnds: true,
};
