// Faults of capacity: every cause for which fewer jobs than wanted are alive at once, in sizes for 200 jobs.
import type { Fault } from './fault';
import { scenarios } from './scenarios';
import type { Size } from './size';

/** The node that every sandbox has. */
const usual = 'worker-node';
const second = 'second-node';
const gpuShares = 'nvidia.com/gpu.shared';

// Beside its jobs the cluster bears three pods with 10m CPU and 64Mi memory each; a job's cleanup pod asks for 2m and 24Mi. What a
// streaming pod asks for is made so large that 200 cleanup pods together ask for less, so that the number of jobs does not
// depend on the order in which pods are placed.
const halfCore = { requests: { cpu: '500m' } };
const eightGibibytes = { requests: { memory: '8Gi' }, limits: { memory: '8Gi' } };
/** Three pods and 150 times two: a stuck job keeps its cleanup pod, so that somewhat more or fewer jobs come to life. */
const roomFor150 = 303;
const beyondPods = 120;

export const capacityFaults: readonly Fault[] = [
  node('gpu', 'the node has 150 GPU shares', { nodes: { [usual]: { [gpuShares]: '150' } } }),
  node('cpu', 'the node has CPU for 150 jobs', {
    nodes: { [usual]: { cpu: '75500m' } },
    standIn: { streamResources: halfCore },
  }),
  {
    ...node('memory', 'the node has memory for 150 jobs', {
      nodes: { [usual]: { memory: '1206Gi' } },
      standIn: { streamResources: eightGibibytes },
    }),
    alsoTouches: [scenarios.resources],
  },
  node('pods', 'the node bears 303 pods', { nodes: { [usual]: { pods: String(roomFor150) } } }),
  cluster('quota', 'object', 'a ResourceQuota grants 150 GPU shares', {
    standIn: { quota: { [`requests.${gpuShares}`]: '150' } },
  }),
  standIn('slots', 'program', 'the server has 150 slots', { standIn: { slots: 150 } }),
  standIn('slow-creation', 'program', 'the server needs twice the time for each job from the 145th on'),
  node('slow-image', `the image of a pod beyond ${beyondPods} takes 90 s to be pulled`, {
    standIn: { imagePullPolicy: 'Always' },
  }),
  cluster('slow-scheduler', 'controller', `a pod beyond ${beyondPods} waits 90 s for the scheduler`),
  node('slow-container', `the container of a pod beyond ${beyondPods} takes 90 s to start`),
  node('node-not-ready', 'of two nodes, the one with 100 of the 250 GPU shares is not Ready', {
    nodes: { [usual]: { [gpuShares]: '150' }, [second]: { [gpuShares]: '100' } },
  }),
  node('node-cordoned', 'of two nodes, the one with 100 of the 250 GPU shares is cordoned', {
    nodes: { [usual]: { [gpuShares]: '150' }, [second]: { [gpuShares]: '100' } },
  }),
  cluster('pod-network', 'network', 'the pod network has 303 addresses'),
  node('oom', 'the containers of jobs beyond 120 are killed for want of memory'),
  standIn('crash', 'program', 'the containers of jobs in the slots above 120 end with an error'),
  cluster('ports', 'network', 'other Services leave 151 NodePorts, one of them for the server', {
    standIn: { freeNodePorts: 151 },
  }),
  cluster('api-throttling', 'network', 'the Kubernetes API lets pods create 150 Services a minute'),
  standIn(
    'connection-refused',
    'network',
    'the server stops listening for 15 s when it has made 120 jobs and more are asked for',
  ),
  standIn('connection-reset', 'network', 'the server resets the connections of all jobs asked for beyond 170'),
  standIn('idle-cleanup', 'program', 'the jobs in the slots above 120 are taken for idle and removed after 1 s'),
];

function node(name: string, does: string, size?: Size): Fault {
  return cluster(name, 'node', does, size);
}

function cluster(name: string, layer: Fault['layer'], does: string, size: Size = {}): Fault {
  return { ...fault(name, layer, does), part: 'cluster', size };
}

function standIn(name: string, layer: Fault['layer'], does: string, size: Size = {}): Fault {
  return { ...fault(name, layer, does), size };
}

function fault(name: string, layer: Fault['layer'], does: string): Fault {
  return {
    name: `capacity:${name}`,
    does,
    layer,
    part: 'stand-in',
    features: ['capacity'],
    caughtBy: [scenarios.capacityTarget],
  };
}
