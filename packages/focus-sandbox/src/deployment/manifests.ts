// The objects of a deployed stand-in: the server, pods that stand for its dependencies, and their Services.
import type { V1Container, V1Deployment, V1EnvVar, V1Service } from '@kubernetes/client-node';
import { podHooksOf } from '../stand-in/faults/pods';
import type { StandInSettings } from './options';
import { cleanupAccount, rights, serverAccount } from './rights';
import { surroundings } from './surroundings';

/** Name, label `app`, Deployment and Service of the server. */
export const serverName = 'focus-server';
const serverPort = 8080;

interface Workload {
  readonly name: string;
  readonly port: number;
  readonly args: string[];
  readonly env: Readonly<Record<string, string | number>>;
  readonly serviceAccountName?: string;
}

export type StandInObject = ReturnType<typeof manifests>[number];

/** Everything in the order of its creation. `streamHost` is where NodePorts answer. */
export function manifests(settings: StandInSettings, streamHost: string) {
  return [
    ...surroundings(settings),
    ...rights(settings.namespace, settings.faults.length > 0),
    ...dependencies.flatMap((workload) => [deployment(workload, settings), service(workload, 'ClusterIP', settings)]),
    ...server(settings, streamHost),
  ];
}

/** Names of the Deployments that have to be Ready: all but one that a fault keeps from it. */
export function deploymentNames({ faults }: StandInSettings): string[] {
  const { deafDependency } = podHooksOf(faults.join(','));
  return [...dependencies.map(({ name }) => name), serverName].filter((name) => name !== deafDependency);
}

const dependencies: readonly Workload[] = [dependency('mongodb', 27017), dependency('rabbitmq', 5672)];

function dependency(name: string, port: number): Workload {
  return { name, port, args: ['dependency'], env: { NAME: name, PORT: port } };
}

function server(settings: StandInSettings, streamHost: string): [V1Deployment, V1Service] {
  const workload: Workload = {
    name: serverName,
    port: serverPort,
    args: ['focus-server'],
    env: {
      PORT: serverPort,
      JOB_IMAGE: settings.image,
      JOB_IMAGE_PULL_POLICY: settings.imagePullPolicy,
      JOB_COMMAND: JSON.stringify(settings.command),
      CLEANUP_SERVICE_ACCOUNT: cleanupAccount,
      STREAM_HOST: streamHost,
      JOB_RESOURCES: JSON.stringify(settings.streamResources),
      SLOTS: settings.slots,
      IDLE_SECONDS: settings.idleSeconds,
      LIVE_DATA: settings.liveData,
      METADATA: settings.metadata,
    },
    serviceAccountName: serverAccount,
  };
  return [deployment(workload, settings), service(workload, 'NodePort', settings)];
}

function deployment(workload: Workload, settings: StandInSettings): V1Deployment {
  const { name, serviceAccountName } = workload;
  const labels = { app: name };
  const account = serviceAccountName === undefined ? { automountServiceAccountToken: false } : { serviceAccountName };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: settings.namespace, labels },
    spec: {
      replicas: 1,
      strategy: { type: 'Recreate' },
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { terminationGracePeriodSeconds: 5, ...account, containers: [container(workload, settings)] },
      },
    },
  };
}

function container({ name, port, args, env }: Workload, settings: StandInSettings): V1Container {
  const faults = settings.faults.length > 0 ? { FAULTS: settings.faults.join(',') } : {};
  return {
    name,
    image: settings.image,
    imagePullPolicy: settings.imagePullPolicy,
    command: [...settings.command],
    args,
    env: [
      podAddress,
      ...Object.entries({ ...env, ...faults }).map(([key, value]) => ({ name: key, value: String(value) })),
    ],
    ports: [{ containerPort: port }],
    readinessProbe: { tcpSocket: { port }, periodSeconds: 1, failureThreshold: 3 },
    resources: { requests: { cpu: '10m', memory: '64Mi' }, limits: { cpu: '1', memory: '512Mi' } },
  };
}

const podAddress: V1EnvVar = { name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } };

function service({ name, port }: Workload, type: string, { namespace }: StandInSettings): V1Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace, labels: { app: name } },
    spec: { type, selector: { app: name }, ports: [{ port, targetPort: port, protocol: 'TCP' }] },
  };
}
