// Rolls Deployments out over ReplicaSets.
import { createHash } from 'node:crypto';
import type { Stored } from '../../store';
import { formatTime } from '../../timestamp';
import { type ControllerContext, observe } from '../controller-context';
import { WorkQueue } from '../work-queue';
import { createStatus } from './deployment-status';
import { type RolloutLimits, readLimits, type Share, scaleNewSet, scaleOldSets } from './rollout-limits';

/** Starts the Deployment controller. Source of its rules: `pkg/controller/deployment` of Kubernetes 1.20. */
export function startDeploymentController(context: ControllerContext): void {
  const controller = new DeploymentController(context);
  observe(context, 'deployments', ({ object: { metadata } }) =>
    controller.queue.add(`${metadata.namespace}/${metadata.name}`),
  );
  observe(context, 'replicasets', ({ object: { metadata } }) => {
    const owner = (metadata.ownerReferences ?? []).find(({ kind }) => kind === 'Deployment');
    if (owner) controller.queue.add(`${metadata.namespace}/${owner.name}`);
  });
}

class DeploymentController {
  readonly #context: ControllerContext;
  readonly queue: WorkQueue;

  constructor(context: ControllerContext) {
    this.#context = context;
    this.queue = new WorkQueue({ sync: (key) => this.#sync(key), signal: context.signal });
  }

  #sync(key: string): void {
    const [namespace = '', name = ''] = key.split('/');
    const deployment = this.#context.store.find('deployments', namespace, name);
    if (!deployment || deployment.metadata.deletionTimestamp !== undefined) return;
    const hash = hashTemplate(deployment);
    const current = this.#listSets(deployment).find(({ metadata }) => metadata.labels?.[hashLabel] === hash);
    const limits = readLimits(deployment);
    this.#rollOut(deployment, current ?? this.#createSet(deployment, hash, limits), limits);
    this.#writeStatus(deployment, hash, limits);
  }

  #listSets({ metadata }: Stored<'deployments'>): readonly Stored<'replicasets'>[] {
    const owned = this.#context.store.listDependents(metadata.uid).filter(({ resource }) => resource === 'replicasets');
    return owned.map(({ object }) => object as Stored<'replicasets'>);
  }

  #createSet(deployment: Stored<'deployments'>, hash: string, limits: RolloutLimits): Stored<'replicasets'> {
    const { name, namespace = '', uid } = deployment.metadata;
    const old = this.#listSets(deployment);
    const revision = String(Math.max(0, ...old.map(readRevision)) + 1);
    const { template, selector } = deployment.spec ?? {};
    const labels = { ...template?.metadata?.labels, [hashLabel]: hash };
    const owner = { apiVersion: 'apps/v1', kind: 'Deployment', name, uid, controller: true, blockOwnerDeletion: true };
    const share = { name: '', replicas: 0, available: 0 };
    const replicas = scaleNewSet(limits, share, old.map(getShare));
    const created = this.#context.store.create('replicasets', {
      metadata: {
        name: `${name}-${hash}`,
        namespace,
        labels,
        annotations: createAnnotations(revision, limits),
        ownerReferences: [owner],
      },
      spec: {
        replicas,
        selector: { ...selector, matchLabels: { ...selector?.matchLabels, [hashLabel]: hash } },
        template: { ...template, metadata: { ...template?.metadata, labels } },
      },
    });
    this.#context.store.patch('deployments', namespace, name, ({ metadata }) => {
      metadata.annotations = { ...metadata.annotations, [revisionAnnotation]: revision };
    });
    if (replicas > 0) this.#report(deployment, 'up', created.metadata.name, replicas);
    return created;
  }

  #rollOut(deployment: Stored<'deployments'>, current: Stored<'replicasets'>, limits: RolloutLimits): void {
    const old = this.#listSets(deployment).filter(({ metadata }) => metadata.uid !== current.metadata.uid);
    const busy = old.map(getShare);
    this.#scale(
      deployment,
      current,
      scaleNewSet(limits, getShare(current), limits.recreate ? old.map(getPresentShare) : busy),
      limits,
    );
    const wanted = scaleOldSets(limits, getShare(current), busy);
    for (const set of old) this.#scale(deployment, set, wanted.get(set.metadata.name) ?? 0, limits);
  }

  #scale(deployment: Stored<'deployments'>, set: Stored<'replicasets'>, wanted: number, limits: RolloutLimits): void {
    const { namespace, name } = set.metadata;
    const present = this.#context.store.find('replicasets', namespace, name)?.spec?.replicas ?? 0;
    if (present === wanted) return;
    this.#context.store.patch('replicasets', namespace, name, ({ metadata, spec }) => {
      if (spec) spec.replicas = wanted;
      metadata.annotations = { ...metadata.annotations, ...createAnnotations(String(readRevision(set)), limits) };
      metadata.generation = (metadata.generation ?? 1) + 1;
    });
    this.#report(deployment, wanted > present ? 'up' : 'down', name, wanted);
  }

  #writeStatus(deployment: Stored<'deployments'>, hash: string, limits: RolloutLimits): void {
    const sets = this.#listSets(deployment);
    const current = sets.find(({ metadata }) => metadata.labels?.[hashLabel] === hash);
    if (!current) return;
    const time = formatTime(this.#context.now());
    const { namespace, name } = deployment.metadata;
    this.#context.store.patch('deployments', namespace, name, (draft) => {
      draft.status = createStatus(deployment, { current, all: sets, limits, time });
    });
  }

  #report(deployment: Stored<'deployments'>, direction: 'up' | 'down', set: string, replicas: number): void {
    const message = `Scaled ${direction} replica set ${set} to ${replicas}`;
    const occurrence = { type: 'Normal', reason: 'ScalingReplicaSet', message } as const;
    this.#context.recorder.record({ component: 'deployment-controller' }, deployment, occurrence);
  }
}

const hashLabel = 'pod-template-hash';
const revisionAnnotation = 'deployment.kubernetes.io/revision';

/** Ten letters that identify a template, from the alphabet that Kubernetes uses for generated names. */
function hashTemplate({ spec }: Stored<'deployments'>): string {
  const letters = 'bcdfghjklmnpqrstvwxz2456789';
  const digest = createHash('sha256').update(JSON.stringify(spec?.template)).digest();
  return [...digest.subarray(0, 10)].map((byte) => letters[byte % letters.length]).join('');
}

function createAnnotations(revision: string, { replicas, maxSurge }: RolloutLimits): Record<string, string> {
  return {
    'deployment.kubernetes.io/desired-replicas': String(replicas),
    'deployment.kubernetes.io/max-replicas': String(replicas + maxSurge),
    [revisionAnnotation]: revision,
  };
}

function readRevision({ metadata }: Stored<'replicasets'>): number {
  return Number(metadata.annotations?.[revisionAnnotation] ?? 0);
}

function getShare({ metadata, spec, status }: Stored<'replicasets'>): Share {
  return { name: metadata.name, replicas: spec?.replicas ?? 0, available: status?.availableReplicas ?? 0 };
}

/** The pods that exist, needed or not: what `Recreate` waits for. */
function getPresentShare(set: Stored<'replicasets'>): Share {
  return { ...getShare(set), replicas: Math.max(set.status?.replicas ?? 0, set.spec?.replicas ?? 0) };
}
