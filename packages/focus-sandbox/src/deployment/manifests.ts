// The objects of a deployed stand-in: the server, pods that stand for its dependencies, and their Services.
import type { V1Container, V1Deployment, V1EnvVar, V1Service } from '@kubernetes/client-node';
import { buildNeighbours } from './neighbours';
import type { StandInSettings } from './options';
import { buildRights, cleanupAccount, serverAccount } from './rights';

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

export type StandInObject = ReturnType<typeof buildManifests>[number];

/** Everything in the order of its creation. `streamHost` is where NodePorts answer. */
export function buildManifests(settings: StandInSettings, streamHost: string) {
  return [
    ...buildNeighbours(settings),
    ...buildRights(settings.namespace, settings.serverFaults.length > 0),
    ...dependencies.flatMap((workload) => [
      buildDeployment(workload, settings),
      buildService(workload, 'ClusterIP', settings),
    ]),
    ...buildServer(settings, streamHost),
  ];
}

/** Names of the Deployments that have to be Ready: all but one that a fault makes unreachable. */
export function listDeployments({ podDeviations }: StandInSettings): string[] {
  const names = [...dependencies.map(({ name }) => name), serverName];
  return names.filter((name) => name !== podDeviations.unreachableDependency);
}

const dependencies: readonly Workload[] = [describeDependency('mongodb', 27017), describeDependency('rabbitmq', 5672)];

function describeDependency(name: string, port: number): Workload {
  return { name, port, args: ['dependency'], env: { NAME: name, PORT: port } };
}

function buildServer(settings: StandInSettings, streamHost: string): [V1Deployment, V1Service] {
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
      LAST_NODE_PORT: settings.lastNodePort,
      GRACE_SECONDS: settings.graceSeconds,
      IDLE_SECONDS: settings.idleSeconds,
      LIVE_DATA: settings.liveData,
      METADATA: settings.metadata,
      FAULTS: settings.serverFaults.join(','),
    },
    serviceAccountName: serverAccount,
  };
  return [buildDeployment(workload, settings), buildService(workload, 'NodePort', settings)];
}

function buildDeployment(workload: Workload, settings: StandInSettings): V1Deployment {
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
        spec: { terminationGracePeriodSeconds: 5, ...account, containers: [buildContainer(workload, settings)] },
      },
    },
  };
}

function buildContainer({ name, port, args, env }: Workload, settings: StandInSettings): V1Container {
  const { podDeviations } = settings;
  const behavior = Object.keys(podDeviations).length > 0 ? JSON.stringify(podDeviations) : '';
  return {
    name,
    image: settings.image,
    imagePullPolicy: settings.imagePullPolicy,
    command: [...settings.command],
    args,
    env: [
      podAddress,
      ...Object.entries({ ...env, POD_BEHAVIOR: behavior })
        .filter(([, value]) => value !== '')
        .map(([key, value]) => ({ name: key, value: String(value) })),
    ],
    ports: [{ containerPort: port }],
    readinessProbe: { tcpSocket: { port }, periodSeconds: 1, failureThreshold: 3 },
    resources: { requests: { cpu: '10m', memory: '64Mi' }, limits: { cpu: '1', memory: '512Mi' } },
  };
}

const podAddress: V1EnvVar = { name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } };

function buildService({ name, port }: Workload, type: string, { namespace }: StandInSettings): V1Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace, labels: { app: name } },
    spec: { type, selector: { app: name }, ports: [{ port, targetPort: port, protocol: 'TCP' }] },
  };
}
