// Pods as `kubectl get pods` prints them.
import type { Stored } from '../../store';
import { formatAge } from './duration-text';
import { ageColumn, nameColumn, noneText, type TableLayout, toColumns, toWideColumns } from './table-layout';

type Pod = Stored<'pods'>;
type PodStatus = NonNullable<Pod['status']>;
type ContainerStatus = NonNullable<PodStatus['containerStatuses']>[number];

export const podLayout: TableLayout<Pod> = {
  columns: [
    nameColumn,
    ...toColumns('Ready', 'Status'),
    { name: 'Restarts', type: 'integer' },
    ageColumn,
    ...toWideColumns('IP', 'Node', 'Nominated Node', 'Readiness Gates'),
  ],
  cells(pod, now) {
    const { metadata, spec, status } = pod;
    const containers = status?.containerStatuses ?? [];
    const ready = containers.filter((container) => container.ready && container.state?.running).length;
    const restarts = containers.reduce((sum, { restartCount }) => sum + restartCount, 0);
    return [
      metadata.name,
      `${ready}/${spec?.containers.length ?? 0}`,
      formatStatus(pod),
      restarts,
      formatAge(metadata.creationTimestamp, now),
      status?.podIP || noneText,
      spec?.nodeName || noneText,
      status?.nominatedNodeName || noneText,
      noneText,
    ];
  },
};

/** Source: `printPod` of Kubernetes' printers. */
function formatStatus({ metadata, spec, status = {} }: Pod): string {
  if (metadata.deletionTimestamp !== undefined) return status.reason === 'NodeLost' ? 'Unknown' : 'Terminating';
  const phase = status.reason || status.phase || '';
  const init = formatInitStatus(status.initContainerStatuses ?? [], spec?.initContainers?.length ?? 0);
  if (init) return init;
  // The first container decides.
  const reason = (status.containerStatuses ?? []).reduceRight(
    (text, container) => formatState(container) || text,
    phase,
  );
  const hasRunning = (status.containerStatuses ?? []).some(({ ready, state }) => ready && state?.running);
  if (reason !== 'Completed' || !hasRunning) return reason;
  const isReady = (status.conditions ?? []).some(
    (condition) => condition.type === 'Ready' && condition.status === 'True',
  );
  return isReady ? 'Running' : 'NotReady';
}

function formatState({ state = {} }: ContainerStatus): string | undefined {
  if (state.waiting?.reason) return state.waiting.reason;
  if (!state.terminated) return undefined;
  const { reason, signal, exitCode } = state.terminated;
  return reason || (signal ? `Signal:${signal}` : `ExitCode:${exitCode}`);
}

function formatInitStatus(statuses: readonly ContainerStatus[], total: number): string | undefined {
  const index = statuses.findIndex(({ state }) => state?.terminated?.exitCode !== 0);
  const current = statuses[index];
  if (!current) return undefined;
  const { waiting, terminated } = current.state ?? {};
  if (terminated) return `Init:${formatState(current)}`;
  if (waiting?.reason && waiting.reason !== 'PodInitializing') return `Init:${waiting.reason}`;
  return `Init:${index}/${total}`;
}
