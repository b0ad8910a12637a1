// The Node object of a node, as its kubelet registers it.
import { release } from 'node:os';
import type { NodeSpec } from '../cluster-options';
import type { Draft, NewObject } from '../store';

type Condition = NonNullable<NonNullable<Draft<'nodes'>['status']>['conditions']>[number];

export interface NodeState {
  readonly ready: boolean;
  readonly cordoned: boolean;
}

/** A node that has been in this state since the given time. */
export function createNodeObject(
  spec: NodeSpec,
  address: string,
  time: string,
  { ready, cordoned }: NodeState,
): NewObject<'nodes'> {
  const taints = [...(ready ? [] : notReadyTaints), ...(cordoned ? [unschedulableTaint] : [])];
  return {
    metadata: { name: spec.name, labels: createLabels(spec.name) },
    spec: { ...(cordoned ? { unschedulable: true } : {}), ...(taints.length > 0 ? { taints } : {}) },
    status: {
      capacity: spec.allocatable,
      allocatable: spec.allocatable,
      conditions: createConditions(ready, time),
      addresses: [
        { type: 'InternalIP', address },
        { type: 'Hostname', address: spec.name },
      ],
      nodeInfo: nodeSystemInfo,
    },
  };
}

const notReadyTaints = ['NoSchedule', 'NoExecute'].map((effect) => ({ key: 'node.kubernetes.io/not-ready', effect }));
const unschedulableTaint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };

const nodeSystemInfo = {
  architecture: 'amd64',
  bootID: '00000000-0000-4000-8000-000000000000',
  containerRuntimeVersion: 'sandbox://1.0.0',
  kernelVersion: release(),
  kubeProxyVersion: 'v1.20.2',
  kubeletVersion: 'v1.20.2',
  machineID: '00000000000040008000000000000000',
  operatingSystem: 'linux',
  osImage: 'Sandbox',
  systemUUID: '00000000000040008000000000000000',
};

function createLabels(name: string): Record<string, string> {
  return {
    'beta.kubernetes.io/arch': 'amd64',
    'beta.kubernetes.io/os': 'linux',
    'kubernetes.io/arch': 'amd64',
    'kubernetes.io/hostname': name,
    'kubernetes.io/os': 'linux',
  };
}

function createConditions(ready: boolean, time: string): Condition[] {
  const times = { lastHeartbeatTime: time, lastTransitionTime: time };
  const pressure = (type: string, reason: string, message: string): Condition => ({
    type,
    status: 'False',
    ...times,
    reason,
    message,
  });
  return [
    pressure('MemoryPressure', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'),
    pressure('DiskPressure', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'),
    pressure('PIDPressure', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'),
    ready
      ? { type: 'Ready', status: 'True', ...times, reason: 'KubeletReady', message: 'kubelet is posting ready status' }
      : {
          type: 'Ready',
          status: 'False',
          ...times,
          reason: 'KubeletNotReady',
          message:
            'container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized',
        },
  ];
}
