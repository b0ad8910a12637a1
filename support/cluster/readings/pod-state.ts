// A pod's status as the suite reads it: phase, readiness, restarts, and why it is not further.

import type { V1ContainerState, V1ContainerStatus, V1Pod } from '@kubernetes/client-node';
import { formatCount } from '../../common/wording';

export type PodPhase = 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Unknown';

export interface ContainerReading {
  readonly name: string;
  /** `unknown` until the node has reported the container. */
  readonly state: 'unknown' | 'waiting' | 'running' | 'terminated';
  readonly ready: boolean;
  readonly restarts: number;
  /** Why it waits or ended, such as `ImagePullBackOff` or `OOMKilled`. */
  readonly reason?: string;
  readonly message?: string;
  readonly exitCode?: number;
  /** How it ended before its last restart. */
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
  /** The most telling reason for not being ready, such as `Unschedulable: 0/1 nodes are available: …`. */
  readonly trouble?: string;
}

/** Reads a pod's status; containers that the node has not reported yet are listed as `unknown`. */
export function podState(pod: V1Pod): PodReading {
  const status = pod.status ?? {};
  const containers = readContainers(pod.spec?.containers ?? [], status.containerStatuses ?? []);
  const initContainers = readContainers(pod.spec?.initContainers ?? [], status.initContainerStatuses ?? []);
  const all = [...initContainers, ...containers];
  const trouble = troubleOf(pod, all);
  return {
    phase: phaseOf(status.phase),
    ready: conditionOf(pod, 'Ready')?.status === 'True',
    scheduled: conditionOf(pod, 'PodScheduled')?.status === 'True' || Boolean(pod.spec?.nodeName),
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
export function podSummary(pod: V1Pod): string {
  const { phase, containers, restarts, trouble } = podState(pod);
  const ready = containers.filter((container) => container.ready).length;
  const parts = [phase, `${ready}/${containers.length} ready`, formatCount(restarts, 'restart')];
  return [...parts, ...(trouble === undefined ? [] : [trouble])].join(', ');
}

const phases: readonly PodPhase[] = ['Pending', 'Running', 'Succeeded', 'Failed'];

function phaseOf(phase: string | undefined): PodPhase {
  return phases.find((known) => known === phase) ?? 'Unknown';
}

function conditionOf(pod: V1Pod, type: string) {
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
    return { state: 'terminated', exitCode: state.terminated.exitCode, ...saidBy(state.terminated) };
  }
  if (state?.waiting !== undefined) return { state: 'waiting', ...saidBy(state.waiting) };
  return { state: state?.running === undefined ? 'unknown' : 'running' };
}

function saidBy(part: { reason?: string; message?: string }): { reason?: string; message?: string } {
  return {
    ...(part.reason === undefined ? {} : { reason: part.reason }),
    ...(part.message === undefined ? {} : { message: part.message }),
  };
}

function troubleOf(pod: V1Pod, containers: readonly ContainerReading[]): string | undefined {
  const scheduled = conditionOf(pod, 'PodScheduled');
  if (scheduled?.status === 'False') return sentence(scheduled.reason ?? 'Unscheduled', scheduled.message);
  const waiting = containers.find((one) => one.state === 'waiting' && one.reason !== 'ContainerCreating');
  if (waiting !== undefined) return sentence(`${waiting.name} ${waiting.reason ?? 'waiting'}`, waiting.message);
  const ended = containers.find((one) => one.state === 'terminated' && one.exitCode !== 0);
  if (ended !== undefined) return sentence(`${ended.name} ${ended.reason ?? 'ended'}`, `exit code ${ended.exitCode}`);
  return pod.status?.reason === undefined ? undefined : sentence(pod.status.reason, pod.status.message);
}

function sentence(reason: string, message: string | undefined): string {
  return message === undefined || message === '' ? reason : `${reason}: ${message}`;
}
