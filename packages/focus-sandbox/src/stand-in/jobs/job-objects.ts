// The Kubernetes objects of a job, as the product creates them.
import type { V1Container, V1EnvVar, V1Job, V1Pod, V1Service } from '@kubernetes/client-node';
import type { ServerSettings } from '../settings';
import { type Job, nameObjects, partOfLabel, requestAnnotation } from './job';
import { toNodePort, toServicePort } from './ports';

/** An object of a job. */
export type JobObject = (V1Job & { kind: 'Job' }) | (V1Service & { kind: 'Service' }) | (V1Pod & { kind: 'Pod' });

/** Port of the streaming container. */
export const streamPort = 5000;
export const gpuShare = 'nvidia.com/gpu.shared';
const checksUntilIdle = 5;

/** The objects of a job in the order of their creation. */
export function buildJobObjects(job: Job, settings: ServerSettings): JobObject[] {
  return [buildStreamJob(job, settings), buildService(job), buildCleanupJob(job, settings)];
}

function buildStreamJob(job: Job, settings: ServerSettings): JobObject {
  const name = nameObjects(job.id).job;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, labels: partOfLabel, annotations: { [requestAnnotation]: JSON.stringify(job.request) } },
    spec: {
      backoffLimit: 0,
      ttlSecondsAfterFinished: 120,
      template: {
        metadata: { labels: { app: name } },
        spec: {
          restartPolicy: 'Never',
          terminationGracePeriodSeconds: settings.GRACE_SECONDS,
          automountServiceAccountToken: false,
          containers: [buildStreamContainer(job, settings)],
        },
      },
    },
  };
}

function buildStreamContainer(job: Job, settings: ServerSettings): V1Container {
  return {
    ...pickImage(settings),
    name: 'grpc',
    args: ['stream', ...listRangeArguments(job)],
    env: [
      podAddress,
      ...toVariables({ JOB_ID: job.id, IDLE_SECONDS: settings.IDLE_SECONDS, POD_BEHAVIOR: settings.POD_BEHAVIOR }),
    ],
    ports: [{ containerPort: streamPort }],
    readinessProbe: { tcpSocket: { port: streamPort }, periodSeconds: 1, failureThreshold: 3 },
    resources: {
      requests: { cpu: '5m', memory: '32Mi', [gpuShare]: '1', ...settings.JOB_RESOURCES.requests },
      limits: { cpu: '500m', memory: '256Mi', [gpuShare]: '1', ...settings.JOB_RESOURCES.limits },
    },
  };
}

/** A historic job gets its range on its command line. */
function listRangeArguments({ request }: Job): string[] {
  const { start_time: start, end_time: end } = request;
  return typeof start === 'number' && typeof end === 'number' ? [`--start-time=${start}`, `--end-time=${end}`] : [];
}

function buildService(job: Job): JobObject {
  const names = nameObjects(job.id);
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: names.service, labels: partOfLabel },
    spec: {
      type: 'NodePort',
      selector: { app: names.job },
      ports: [
        {
          port: toServicePort(job.portOffset),
          targetPort: streamPort,
          nodePort: toNodePort(job.portOffset),
          protocol: 'TCP',
        },
      ],
    },
  };
}

function buildCleanupJob(job: Job, settings: ServerSettings): JobObject {
  const name = nameObjects(job.id).cleanupJob;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, labels: partOfLabel },
    spec: {
      backoffLimit: 3,
      ttlSecondsAfterFinished: 10,
      template: {
        metadata: { labels: { app: name } },
        spec: {
          restartPolicy: 'Never',
          terminationGracePeriodSeconds: settings.GRACE_SECONDS,
          serviceAccountName: settings.CLEANUP_SERVICE_ACCOUNT,
          containers: [buildCleanupContainer(job, settings)],
        },
      },
    },
  };
}

function buildCleanupContainer(job: Job, settings: ServerSettings): V1Container {
  return {
    ...pickImage(settings),
    name: 'cleanup',
    args: ['cleanup'],
    env: toVariables({
      JOB_ID: job.id,
      CHECK_SECONDS: settings.IDLE_SECONDS / checksUntilIdle,
      POD_BEHAVIOR: settings.POD_BEHAVIOR,
    }),
    resources: { requests: { cpu: '2m', memory: '24Mi' }, limits: { cpu: '500m', memory: '256Mi' } },
  };
}

function pickImage(settings: ServerSettings): Pick<V1Container, 'image' | 'imagePullPolicy' | 'command'> {
  return { image: settings.JOB_IMAGE, imagePullPolicy: settings.JOB_IMAGE_PULL_POLICY, command: settings.JOB_COMMAND };
}

const podAddress: V1EnvVar = { name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } };

function toVariables(values: Readonly<Record<string, string | number>>): V1EnvVar[] {
  return Object.entries(values)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => ({ name, value: String(value) }));
}
