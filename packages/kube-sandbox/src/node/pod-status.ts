// The status of a pod, as it follows from the states of its containers.
import { type PodCondition, setCondition } from '../controllers/pod-conditions';
import type { Draft } from '../store';
import type { Container } from './container-environment';

type Status = NonNullable<Draft<'pods'>['status']>;
export type ContainerStatus = NonNullable<Status['containerStatuses']>[number];
export type State = NonNullable<ContainerStatus['state']>;

/** What is known of a container at one moment. */
export interface ContainerSnapshot {
  readonly container: Container;
  readonly state: State;
  readonly lastTermination?: NonNullable<State['terminated']>;
  readonly restartCount: number;
  readonly ready: boolean;
  readonly containerId?: string;
  readonly imageId?: string;
}

/** What is known of a pod at one moment. */
export interface PodSnapshot {
  readonly hostIp: string;
  readonly podIp?: string;
  readonly startTime: string;
  /** Default: the pod's own. */
  readonly restartPolicy?: string;
  readonly initContainers: readonly ContainerSnapshot[];
  readonly containers: readonly ContainerSnapshot[];
  /** Set when the node ended the pod itself, for example at its deadline. */
  readonly verdict?: { readonly reason: string; readonly message: string };
}

/** Writes the snapshot into the pod's status. `time` is that of conditions that change. */
export function writeStatus(draft: Draft<'pods'>, snapshot: PodSnapshot, time: string): void {
  const { hostIp, podIp, startTime, verdict } = snapshot;
  const phase = verdict ? 'Failed' : getPhase(draft, snapshot);
  draft.status = {
    ...draft.status,
    phase,
    ...verdict,
    hostIP: hostIp,
    ...(podIp === undefined ? {} : { podIP: podIp, podIPs: [{ ip: podIp }] }),
    startTime,
    ...(snapshot.initContainers.length > 0 ? { initContainerStatuses: createStatuses(snapshot.initContainers) } : {}),
    containerStatuses: createStatuses(snapshot.containers),
  };
  for (const condition of createConditions(snapshot, phase)) setCondition(draft, condition, time);
}

/** Source: `getPhase` of the kubelet. */
function getPhase({ spec }: Draft<'pods'>, snapshot: PodSnapshot): string {
  const { initContainers, containers, restartPolicy = spec?.restartPolicy } = snapshot;
  if (initContainers.some(({ state }) => state.terminated?.exitCode !== 0)) {
    const failed = initContainers.some(({ state }) => (state.terminated?.exitCode ?? 0) !== 0);
    return failed && restartPolicy === 'Never' ? 'Failed' : 'Pending';
  }
  if (containers.some(({ state, lastTermination }) => state.waiting && !lastTermination)) return 'Pending';
  if (containers.some(({ state }) => state.running)) return 'Running';
  if (restartPolicy === 'Always') return 'Running';
  if (containers.every(({ state }) => state.terminated?.exitCode === 0)) return 'Succeeded';
  return restartPolicy === 'Never' ? 'Failed' : 'Running';
}

function createConditions({ initContainers, containers }: PodSnapshot, phase: string): readonly PodCondition[] {
  if (phase === 'Succeeded') {
    const reason = 'PodCompleted';
    return [
      { type: 'Initialized', status: 'True', reason },
      { type: 'Ready', status: 'False', reason },
      { type: 'ContainersReady', status: 'False', reason },
    ];
  }
  const ended = phase === 'Failed';
  const unready = containers.filter(({ ready }) => !ready || ended).map(({ container }) => container.name);
  const incomplete = initContainers.filter(({ state }) => state.terminated?.exitCode !== 0);
  const names = incomplete.map(({ container }) => container.name);
  return [
    createCondition('Initialized', names, 'ContainersNotInitialized', 'containers with incomplete status'),
    createCondition('Ready', unready, 'ContainersNotReady', 'containers with unready status'),
    createCondition('ContainersReady', unready, 'ContainersNotReady', 'containers with unready status'),
  ];
}

function createCondition(
  type: PodCondition['type'],
  names: readonly string[],
  reason: string,
  what: string,
): PodCondition {
  if (names.length === 0) return { type, status: 'True' };
  return { type, status: 'False', reason, message: `${what}: [${names.join(' ')}]` };
}

function createStatuses(snapshots: readonly ContainerSnapshot[]): ContainerStatus[] {
  const sorted = [...snapshots].sort((one, other) => (one.container.name < other.container.name ? -1 : 1));
  return sorted.map(({ container, state, lastTermination, restartCount, ready, containerId, imageId }) => ({
    name: container.name,
    state: structuredClone(state),
    lastState: lastTermination ? { terminated: { ...lastTermination } } : {},
    ready: ready && state.running !== undefined,
    restartCount,
    image: container.image ?? '',
    imageID: imageId ?? '',
    ...(containerId ? { containerID: containerId } : {}),
    started: state.running !== undefined,
  }));
}
