// The Kubernetes objects of a job, as the product creates them.
import type { V1Container, V1EnvVar, V1Job, V1Pod, V1Service } from '@kubernetes/client-node';
import type { ServerSettings } from '../settings';
import { cleanupName, type Job, jobName, partOf, requestAnnotation, serviceName } from './job';
import { nodePortOf, portOf } from './ports';

/** An object of a job, told apart by its kind. */
export type JobObject = (V1Job & { kind: 'Job' }) | (V1Service & { kind: 'Service' }) | (V1Pod & { kind: 'Pod' });

/** Port of the streaming container. */
export const streamPort = 5000;
export const gpuShare = 'nvidia.com/gpu.shared';
const checksUntilIdle = 5;

/** The objects of a job in the order of their creation. */
export function jobObjects(job: Job, settings: ServerSettings): JobObject[] {
  return [streamJob(job, settings), service(job), cleanupJob(job, settings)];
}

function streamJob(job: Job, settings: ServerSettings): JobObject {
  const name = jobName(job.id);
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, labels: partOf, annotations: { [requestAnnotation]: JSON.stringify(job.request) } },
    spec: {
      backoffLimit: 0,
      ttlSecondsAfterFinished: 120,
      template: {
        metadata: { labels: { app: name } },
        spec: {
          restartPolicy: 'Never',
          terminationGracePeriodSeconds: 5,
          automountServiceAccountToken: false,
          containers: [streamContainer(job, settings)],
        },
      },
    },
  };
}

function streamContainer(job: Job, settings: ServerSettings): V1Container {
  return {
    ...imageOf(settings),
    name: 'grpc',
    args: ['stream', ...rangeArguments(job)],
    env: [podAddress, ...environment({ JOB_ID: job.id, IDLE_SECONDS: settings.IDLE_SECONDS, FAULTS: settings.FAULTS })],
    ports: [{ containerPort: streamPort }],
    readinessProbe: { tcpSocket: { port: streamPort }, periodSeconds: 2, failureThreshold: 3 },
    resources: {
      requests: { cpu: '5m', memory: '32Mi', [gpuShare]: '1', ...settings.JOB_RESOURCES.requests },
      limits: { cpu: '500m', memory: '256Mi', [gpuShare]: '1', ...settings.JOB_RESOURCES.limits },
    },
  };
}

/** A historic job is told its range in its command line. */
function rangeArguments({ request }: Job): string[] {
  const { start_time: start, end_time: end } = request;
  return typeof start === 'number' && typeof end === 'number' ? [`--start-time=${start}`, `--end-time=${end}`] : [];
}

function service(job: Job): JobObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: serviceName(job.id), labels: partOf },
    spec: {
      type: 'NodePort',
      selector: { app: jobName(job.id) },
      ports: [
        { port: portOf(job.portOffset), targetPort: streamPort, nodePort: nodePortOf(job.portOffset), protocol: 'TCP' },
      ],
    },
  };
}

function cleanupJob(job: Job, settings: ServerSettings): JobObject {
  const name = cleanupName(job.id);
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, labels: partOf },
    spec: {
      backoffLimit: 3,
      ttlSecondsAfterFinished: 10,
      template: {
        metadata: { labels: { app: name } },
        spec: {
          restartPolicy: 'Never',
          terminationGracePeriodSeconds: 5,
          serviceAccountName: settings.CLEANUP_SERVICE_ACCOUNT,
          containers: [cleanupContainer(job, settings)],
        },
      },
    },
  };
}

function cleanupContainer(job: Job, settings: ServerSettings): V1Container {
  return {
    ...imageOf(settings),
    name: 'cleanup',
    args: ['cleanup'],
    env: environment({
      JOB_ID: job.id,
      CHECK_SECONDS: settings.IDLE_SECONDS / checksUntilIdle,
      FAULTS: settings.FAULTS,
    }),
    resources: { requests: { cpu: '2m', memory: '24Mi' }, limits: { cpu: '500m', memory: '256Mi' } },
  };
}

function imageOf(settings: ServerSettings): Pick<V1Container, 'image' | 'imagePullPolicy' | 'command'> {
  return { image: settings.JOB_IMAGE, imagePullPolicy: settings.JOB_IMAGE_PULL_POLICY, command: settings.JOB_COMMAND };
}

const podAddress: V1EnvVar = { name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } };

function environment(values: Readonly<Record<string, string | number>>): V1EnvVar[] {
  return Object.entries(values)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => ({ name, value: String(value) }));
}
