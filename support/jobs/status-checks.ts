// What a running job's status must be, and how it must agree with its pod.
import type { V1Job, V1Pod } from '@kubernetes/client-node';
import { compareField, type Mismatch } from '../cluster/watch/mismatch';
import { checkRunningAndReady } from './pod-checks';

const conditionsOfRunningPod = ['Initialized', 'PodScheduled', 'ContainersReady', 'Ready'];

/**
 * A Job whose one pod runs counts one active pod, none succeeded or failed, has a start time and no condition that ends it
 * (Kubernetes documentation, "Jobs": Complete and Failed are terminal).
 */
export function checkJobStatus(pod: V1Pod) {
  return (job: V1Job): Mismatch[] => {
    const ended = (job.status?.conditions ?? []).filter(
      (condition) =>
        condition.status === 'True' && ['Complete', 'Failed', 'SuccessCriteriaMet'].includes(condition.type),
    );
    return [
      ...checkRunningAndReady(pod),
      ...compareField('status.active', 1, job.status?.active ?? 0),
      ...compareField('status.succeeded', 0, job.status?.succeeded ?? 0),
      ...compareField('status.failed', 0, job.status?.failed ?? 0),
      ...compareField(
        'status.conditions',
        'none that ends the job',
        ended.map(({ type }) => type).join(', ') || 'none that ends the job',
      ),
      ...compareField('status.completionTime', 'absent', job.status?.completionTime ? 'set' : 'absent'),
      ...compareField('status.startTime', 'set', job.status?.startTime ? 'set' : 'absent'),
    ];
  };
}

/** The conditions that every running pod has are all True, and its container has run since it was started. */
export function checkPodStatus(pod: V1Pod): Mismatch[] {
  const conditions = new Map(pod.status?.conditions?.map(({ type, status }) => [type, status]));
  return [
    ...conditionsOfRunningPod.flatMap((type) =>
      compareField(`status.conditions[${type}]`, 'True', conditions.get(type) ?? 'absent'),
    ),
    ...(pod.status?.containerStatuses ?? []).flatMap(({ name, state }) =>
      compareField(
        `status.containerStatuses[${name}].state`,
        'running',
        state?.running ? 'running' : state?.terminated ? 'terminated' : 'waiting',
      ),
    ),
  ];
}
