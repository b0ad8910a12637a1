// The state of a pod: phase, readiness, restarts, and why it is not Ready.

import type { V1ContainerState, V1ContainerStatus, V1Pod } from '@kubernetes/client-node';
import { formatCount } from '../../common/wording';

export type PodPhase = 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Unknown';

export interface ContainerReading {
  readonly name: string;
  /** `unknown` until the node has reported the container. */
  readonly state: 'unknown' | 'waiting' | 'running' | 'terminated';
  readonly ready: boolean;
  readonly restarts: number;
  /** Why it is waiting or terminated, such as `ImagePullBackOff` or `OOMKilled`. */
  readonly reason?: string;
  readonly message?: string;
  readonly exitCode?: number;
  /** How it terminated before its last restart. */
  readonly lastEnd?: { readonly reason: string; readonly exitCode: number };
}

export interface PodReading {
  readonly phase: PodPhase;
  /** The pod's Ready condition. */
  readonly ready: boolean;
  readonly scheduled: boolean;
  /** Sum over its containers, init containers included. */
  readonly restarts: number;
  readonly containers: readonly ContainerReading[];
  readonly initContainers: readonly ContainerReading[];
  readonly deleting: boolean;
  readonly nodeName?: string;
  readonly podIp?: string;
  /** The most specific reason why it is not ready, such as `Unschedulable: 0/1 nodes are available: …`. */
  readonly trouble?: string;
}

/** Reads a pod's status; containers that the node has not reported yet are listed as `unknown`. */
export function readPodState(pod: V1Pod): PodReading {
  const status = pod.status ?? {};
  const containers = readContainers(pod.spec?.containers ?? [], status.containerStatuses ?? []);
  const initContainers = readContainers(pod.spec?.initContainers ?? [], status.initContainerStatuses ?? []);
  const all = [...initContainers, ...containers];
  const trouble = findTrouble(pod, all);
  return {
    phase: toPhase(status.phase),
    ready: findCondition(pod, 'Ready')?.status === 'True',
    scheduled: findCondition(pod, 'PodScheduled')?.status === 'True' || Boolean(pod.spec?.nodeName),
    restarts: all.reduce((sum, container) => sum + container.restarts, 0),
    containers,
    initContainers,
    deleting: pod.metadata?.deletionTimestamp !== undefined,
    ...(pod.spec?.nodeName ? { nodeName: pod.spec.nodeName } : {}),
    ...(status.podIP ? { podIp: status.podIP } : {}),
    ...(trouble === undefined ? {} : { trouble }),
  };
}

/** Such as `Pending, 0/1 ready, 0 restarts, Unschedulable: 0/1 nodes are available`. */
export function summarizePod(pod: V1Pod): string {
  const { phase, containers, restarts, trouble } = readPodState(pod);
  const ready = containers.filter((container) => container.ready).length;
  const parts = [phase, `${ready}/${containers.length} ready`, formatCount(restarts, 'restart')];
  return [...parts, ...(trouble === undefined ? [] : [trouble])].join(', ');
}

const phases: readonly PodPhase[] = ['Pending', 'Running', 'Succeeded', 'Failed'];

function toPhase(phase: string | undefined): PodPhase {
  return phases.find((known) => known === phase) ?? 'Unknown';
}

function findCondition(pod: V1Pod, type: string) {
  return pod.status?.conditions?.find((condition) => condition.type === type);
}

function readContainers(
  specs: readonly { readonly name: string }[],
  statuses: readonly V1ContainerStatus[],
): ContainerReading[] {
  return specs.map(({ name }) => {
    const status = statuses.find((one) => one.name === name);
    if (status === undefined) return { name, state: 'unknown', ready: false, restarts: 0 };
    const lastEnd = status.lastState?.terminated;
    return {
      name,
      ready: status.ready,
      restarts: status.restartCount,
      ...readState(status.state),
      ...(lastEnd === undefined ? {} : { lastEnd: { reason: lastEnd.reason ?? '', exitCode: lastEnd.exitCode } }),
    };
  });
}

function readState(
  state: V1ContainerState | undefined,
): Pick<ContainerReading, 'state' | 'reason' | 'message' | 'exitCode'> {
  if (state?.terminated !== undefined) {
    return { state: 'terminated', exitCode: state.terminated.exitCode, ...readReason(state.terminated) };
  }
  if (state?.waiting !== undefined) return { state: 'waiting', ...readReason(state.waiting) };
  return { state: state?.running === undefined ? 'unknown' : 'running' };
}

function readReason(part: { reason?: string; message?: string }): { reason?: string; message?: string } {
  return {
    ...(part.reason === undefined ? {} : { reason: part.reason }),
    ...(part.message === undefined ? {} : { message: part.message }),
  };
}

function findTrouble(pod: V1Pod, containers: readonly ContainerReading[]): string | undefined {
  const scheduled = findCondition(pod, 'PodScheduled');
  if (scheduled?.status === 'False') return joinReason(scheduled.reason ?? 'Unscheduled', scheduled.message);
  const waiting = containers.find((one) => one.state === 'waiting' && one.reason !== 'ContainerCreating');
  if (waiting !== undefined) return joinReason(`${waiting.name} ${waiting.reason ?? 'waiting'}`, waiting.message);
  const ended = containers.find((one) => one.state === 'terminated' && one.exitCode !== 0);
  if (ended !== undefined) return joinReason(`${ended.name} ${ended.reason ?? 'ended'}`, `exit code ${ended.exitCode}`);
  return pod.status?.reason === undefined ? undefined : joinReason(pod.status.reason, pod.status.message);
}

function joinReason(reason: string, message: string | undefined): string {
  return message === undefined || message === '' ? reason : `${reason}: ${message}`;
}
