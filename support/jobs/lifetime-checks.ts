// What Kubernetes must do with a Job that has ended.
import type { V1Job } from '@kubernetes/client-node';
import { compareField, type Mismatch } from '../cluster/watch/mismatch';

/** Kubernetes starts no second pod after the first one has failed: the analyst opens a new investigation instead. */
export function checkNeverRetries(job: V1Job): Mismatch[] {
  return compareField('spec.backoffLimit', 0, job.spec?.backoffLimit);
}

/** Kubernetes removes the Job and its pods at most so long after its end. Without the field, they stay for ever. */
export function checkRemovedAfterEnd(withinMs: number) {
  return (job: V1Job): Mismatch[] => {
    const seconds = job.spec?.ttlSecondsAfterFinished;
    if (seconds !== undefined && seconds * 1_000 <= withinMs) return [];
    return compareField('spec.ttlSecondsAfterFinished', `at most ${withinMs / 1_000}`, seconds);
  };
}
