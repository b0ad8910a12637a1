// What the faults of the cluster are to the embedded Kubernetes: policies for the objects of the Focus Server and of its jobs.
import type { ClusterPolicy, Selector } from 'kube-sandbox';

/** The Job, the pod and the Service that stream; not the cleanup Job. */
const streaming: Selector = { name: /^grpc-(job|service)-/ };
const serverPod: Selector = { name: /^focus-server-/ };
const serverService: Selector = { name: /^focus-server$/ };
const gpuShares = 'nvidia.com/gpu.shared';

const failedExit = { exitCode: 1, log: 'fatal: cannot map the stream buffer' };
const secondNode = 'second-node';
const beyond = 120;
/** Longer than a job is waited for. */
const tooSlowMs = 90_000;

/** Policies by the name of their fault. */
export const clusterPolicies: Readonly<Record<string, readonly ClusterPolicy[]>> = {
  'api-delays': [{ policy: 'api-delays', upToMs: 2_000 }],
  'api-drops-watches': [{ policy: 'watches-dropped', afterMs: { min: 1_000, max: 2_000 } }],
  'api-errors': [{ policy: 'api-errors', share: 0.05, status: 500 }],
  'api-expires-watches': [{ policy: 'watches-expired', share: 0.5 }],
  'api-throttles': [{ policy: 'api-errors', share: 0.05, status: 429 }],
  'container-exits': [{ policy: 'containers-exit', pods: streaming, ...failedExit, runs: 'all' }],
  'container-restarts': [{ policy: 'containers-exit', pods: streaming, ...failedExit, runs: 'first' }],
  'cpu-request-above-limit': [{ policy: 'request-above-limit', jobs: streaming, times: 2 }],
  'empty-log': [{ policy: 'empty-logs', pods: streaming }],
  'events-without-started': [{ policy: 'no-events', objects: streaming, reasons: ['Started'] }],
  'garbage-collector-idle': [{ policy: 'no-garbage-collection', dependents: streaming }],
  'jobs-get-no-pods': [{ policy: 'jobs-without-pods', jobs: streaming }],
  // 1 % in 2 s, and never as much as the container's limit.
  'memory-leak': [{ policy: 'memory-growth', pods: { controlledBy: 'ReplicaSet' }, perSecond: 0.005, upTo: 8 }],
  'no-events': [{ policy: 'no-events', objects: streaming }],
  'node-loses-gpu': [{ policy: 'resource-lost', pods: streaming, resource: gpuShares }],
  'node-port-not-opened': [{ policy: 'node-ports', services: streaming, served: 'not' }],
  'node-port-stays-open': [{ policy: 'node-ports', services: streaming, served: 'for-ever' }],
  'node-port-to-gone-pod': [{ policy: 'node-ports', services: streaming, served: 'to-nobody' }],
  'pod-never-scheduled': [{ policy: 'never-scheduled', pods: streaming }],
  'pod-not-owned': [{ policy: 'pods-without-owner', jobs: streaming }],
  'pod-stuck-terminating': [{ policy: 'stuck-terminating', pods: streaming }],
  'server-connections-reset': [{ policy: 'connection-resets', services: serverService, every: 20 }],
  'server-killed-once': [{ policy: 'first-run-killed', pods: serverPod }],
  'status-succeeded-while-running': [{ policy: 'false-success', jobs: streaming }],
  'webhook-drops-limits': [{ policy: 'drop-limits', jobs: streaming, resources: ['cpu', 'memory'] }],
  'capacity:api-throttling': [{ policy: 'services-per-minute', most: 150 }],
  'capacity:connection-refused': [{ policy: 'refusals-close-node-ports' }],
  'capacity:node-cordoned': [{ policy: 'node-cordoned', node: secondNode }],
  'capacity:node-not-ready': [{ policy: 'node-not-ready', node: secondNode }],
  'capacity:oom': [{ policy: 'memory-for-pods', pods: streaming, most: beyond }],
  'capacity:pod-network': [{ policy: 'pod-addresses', most: 303 }],
  'capacity:slow-container': [{ policy: 'slow-start', pods: streaming, beyond, containerMs: tooSlowMs }],
  'capacity:slow-image': [{ policy: 'slow-start', pods: streaming, beyond, imagePullMs: tooSlowMs }],
  'capacity:slow-scheduler': [{ policy: 'slow-start', pods: streaming, beyond, schedulingMs: tooSlowMs }],
};
