// What a job's pod must look like: owner, label, container, phase. Pure functions from an object to what does not hold.
import type { KubernetesObject, V1Job, V1Pod } from '@kubernetes/client-node';
import { compareField, type Mismatch } from '../cluster/watch/mismatch';
import { type JobObjectNames, streamContainerPort } from './object-names';

/** The pod is owned by the Job as its controller, and named and labelled after the job. */
export function checkOwnerAndLabels(names: JobObjectNames, owner: V1Job | undefined) {
  return (pod: V1Pod): Mismatch[] => {
    const controller = pod.metadata?.ownerReferences?.find((reference) => reference.controller === true);
    const expectedOwner = `Job ${names.job} (uid ${owner?.metadata?.uid ?? 'of a Job that does not exist'})`;
    const actualOwner = controller ? `${controller.kind} ${controller.name} (uid ${controller.uid})` : 'no controller';
    return [
      ...compareField('metadata.ownerReferences', expectedOwner, actualOwner),
      ...compareField('metadata.labels.app', names.app, pod.metadata?.labels?.app ?? 'absent'),
      ...(pod.metadata?.name?.startsWith(`${names.job}-`) === true
        ? []
        : compareField('metadata.name', `${names.job}-…`, pod.metadata?.name ?? 'absent')),
    ];
  };
}

/** Exactly one container of the pod declares the stream's port. */
export function checkStreamingContainer(pod: V1Pod): Mismatch[] {
  const ports = (pod.spec?.containers ?? []).map(
    (container) => container.ports?.map((port) => port.containerPort) ?? [],
  );
  const streaming = ports.filter((declared) => declared.includes(streamContainerPort)).length;
  return streaming === 1
    ? []
    : compareField(
        'spec.containers[].ports',
        `one container with port ${streamContainerPort}`,
        `${streaming} of ${ports.length} containers (ports ${ports.flat().join(', ') || 'none'})`,
      );
}

/** The pod runs, is Ready, and so is each of its containers. */
export function checkRunningAndReady(pod: V1Pod): Mismatch[] {
  const ready = pod.status?.conditions?.find((condition) => condition.type === 'Ready');
  return [
    ...compareField('status.phase', 'Running', pod.status?.phase ?? 'absent'),
    ...compareField('status.conditions[Ready]', 'True', ready?.status ?? 'absent'),
    ...(pod.status?.containerStatuses ?? []).flatMap((container) =>
      compareField(`status.containerStatuses[${container.name}].ready`, true, container.ready),
    ),
  ];
}

/** The object is not being deleted. */
export function checkNotBeingDeleted({ metadata }: KubernetesObject): Mismatch[] {
  return compareField('metadata.deletionTimestamp', 'absent', metadata?.deletionTimestamp?.toISOString() ?? 'absent');
}

/** No container of the pod was ever started again. */
export function checkNeverRestarted(pod: V1Pod): Mismatch[] {
  return (pod.status?.containerStatuses ?? []).flatMap((container) => {
    const last = container.lastState?.terminated;
    const why = last ? ` (last end: ${last.reason ?? 'no reason'}, exit code ${last.exitCode})` : '';
    return compareField(
      `status.containerStatuses[${container.name}].restartCount`,
      '0',
      `${container.restartCount}${container.restartCount > 0 ? why : ''}`,
    );
  });
}
