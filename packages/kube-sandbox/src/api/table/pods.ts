// Pods as `kubectl get pods` prints them.
import type { Stored } from '../../store';
import { ageOf } from './age';
import { AGE, NAME, NONE, plain, type TableLayout, wide } from './layout';

type Pod = Stored<'pods'>;
type PodStatus = NonNullable<Pod['status']>;
type ContainerStatus = NonNullable<PodStatus['containerStatuses']>[number];

export const podLayout: TableLayout<Pod> = {
  columns: [
    NAME,
    ...plain('Ready', 'Status'),
    { name: 'Restarts', type: 'integer' },
    AGE,
    ...wide('IP', 'Node', 'Nominated Node', 'Readiness Gates'),
  ],
  cells(pod, now) {
    const { metadata, spec, status } = pod;
    const containers = status?.containerStatuses ?? [];
    const ready = containers.filter((container) => container.ready && container.state?.running).length;
    const restarts = containers.reduce((sum, { restartCount }) => sum + restartCount, 0);
    return [
      metadata.name,
      `${ready}/${spec?.containers.length ?? 0}`,
      statusText(pod),
      restarts,
      ageOf(metadata.creationTimestamp, now),
      status?.podIP || NONE,
      spec?.nodeName || NONE,
      status?.nominatedNodeName || NONE,
      NONE,
    ];
  },
};

/** Source: `printPod` of Kubernetes' printers. */
function statusText({ metadata, spec, status = {} }: Pod): string {
  if (metadata.deletionTimestamp !== undefined) return status.reason === 'NodeLost' ? 'Unknown' : 'Terminating';
  const phase = status.reason || status.phase || '';
  const init = initText(status.initContainerStatuses ?? [], spec?.initContainers?.length ?? 0);
  if (init) return init;
  // The first container has the last word.
  const reason = (status.containerStatuses ?? []).reduceRight((text, container) => stateText(container) || text, phase);
  const hasRunning = (status.containerStatuses ?? []).some(({ ready, state }) => ready && state?.running);
  if (reason !== 'Completed' || !hasRunning) return reason;
  const isReady = (status.conditions ?? []).some(
    (condition) => condition.type === 'Ready' && condition.status === 'True',
  );
  return isReady ? 'Running' : 'NotReady';
}

function stateText({ state = {} }: ContainerStatus): string | undefined {
  if (state.waiting?.reason) return state.waiting.reason;
  if (!state.terminated) return undefined;
  const { reason, signal, exitCode } = state.terminated;
  return reason || (signal ? `Signal:${signal}` : `ExitCode:${exitCode}`);
}

function initText(statuses: readonly ContainerStatus[], total: number): string | undefined {
  const index = statuses.findIndex(({ state }) => state?.terminated?.exitCode !== 0);
  const current = statuses[index];
  if (!current) return undefined;
  const { waiting, terminated } = current.state ?? {};
  if (terminated) return `Init:${stateText(current)}`;
  if (waiting?.reason && waiting.reason !== 'PodInitializing') return `Init:${waiting.reason}`;
  return `Init:${index}/${total}`;
}
