// The names of the Kubernetes objects of a job, as the Focus Server's contract fixes them.
import type { V1Pod } from '@kubernetes/client-node';

export interface JobObjectNames {
  readonly job: string;
  readonly cleanupJob: string;
  readonly service: string;
  /** Value of the label `app` that the job's pod carries and its Service selects. */
  readonly app: string;
}

/** The port on which a streaming container listens inside its pod. */
export const streamContainerPort = 5000;

export function listObjectNames(jobId: string): JobObjectNames {
  return {
    job: `grpc-job-${jobId}`,
    cleanupJob: `cleanup-job-${jobId}`,
    service: `grpc-service-${jobId}`,
    app: `grpc-job-${jobId}`,
  };
}

/** The job id in the name of any object of a job, the pods of its two Jobs included; undefined for other objects. */
export function readJobId(objectName: string): string | undefined {
  return /^(?:grpc-job|cleanup-job|grpc-service)-(\d+-\d+)(?:-[a-z0-9]+)?$/.exec(objectName)?.[1];
}

/** The same in the name of a streaming Job or of a pod of one; undefined for all other objects, those of a clean-up included. */
export function readStreamJobId(objectName: string): string | undefined {
  const jobId = readJobId(objectName);
  return jobId !== undefined && objectName.startsWith(listObjectNames(jobId).job) ? jobId : undefined;
}

/**
 * Whether the pod is a streaming pod of this job by owner, label or name. One sign is enough, so that a pod
 * which lacks the others is found, and what it lacks is reported.
 */
export function isJobPod(names: JobObjectNames, pod: V1Pod): boolean {
  return (
    pod.metadata?.labels?.app === names.app ||
    pod.metadata?.name?.startsWith(`${names.job}-`) === true ||
    pod.metadata?.ownerReferences?.some((owner) => owner.kind === 'Job' && owner.name === names.job) === true
  );
}
