// Keeps as many pods of each ReplicaSet as it specifies.
import { type Draft, parseSelectorObject, StatusError, type Stored } from '../../store';
import { formatTime } from '../../timestamp';
import { type ControllerContext, observe } from '../controller-context';
import { isActive, isReady, PodControl } from '../pod-control';
import { WorkQueue } from '../work-queue';

/** Starts the ReplicaSet controller. Source of its rules: `pkg/controller/replicaset` of Kubernetes 1.20. */
export function startReplicaSetController(context: ControllerContext): void {
  const controller = new ReplicaSetController(context);
  observe(context, 'replicasets', ({ object: { metadata } }) =>
    controller.queue.add(`${metadata.namespace}/${metadata.name}`),
  );
  observe(context, 'pods', ({ object: { metadata } }) => {
    const owner = (metadata.ownerReferences ?? []).find(({ kind, controller }) => controller && kind === 'ReplicaSet');
    if (owner) controller.queue.add(`${metadata.namespace}/${owner.name}`);
  });
}

class ReplicaSetController {
  readonly #context: ControllerContext;
  readonly queue: WorkQueue;
  readonly #pods: PodControl;

  constructor(context: ControllerContext) {
    this.#context = context;
    this.#pods = new PodControl(context, 'replicaset-controller');
    const { signal, timings } = context;
    this.queue = new WorkQueue({ sync: (key) => this.#sync(key), signal, backoff: timings.podBackoff });
  }

  #sync(key: string): void {
    const [namespace = '', name = ''] = key.split('/');
    const owner = this.#context.store.find('replicasets', namespace, name);
    if (!owner) return;
    const active = this.#listPods(owner).filter(isActive);
    const refusal = owner.metadata.deletionTimestamp === undefined ? this.#scale(owner, active) : undefined;
    this.#writeStatus(owner, active, refusal);
    if (refusal) throw refusal;
    this.queue.forget(key);
  }

  #listPods({ metadata, spec }: Stored<'replicasets'>): readonly Stored<'pods'>[] {
    const labels = parseSelectorObject(spec?.selector ?? {});
    const owned = ({ metadata: { ownerReferences = [] } }: Stored<'pods'>): boolean =>
      ownerReferences.some(({ uid, controller }) => controller === true && uid === metadata.uid);
    return this.#context.store.list('pods', metadata.namespace, { labels }).filter(owned);
  }

  /** Returns the refusal when not all pods could be created. */
  #scale(owner: Stored<'replicasets'>, active: readonly Stored<'pods'>[]): StatusError | undefined {
    const { replicas = 1, template } = owner.spec ?? {};
    const dispensable = [...active].sort((one, other) => Number(isReady(one)) - Number(isReady(other)));
    for (const pod of dispensable.slice(0, Math.max(active.length - replicas, 0))) this.#pods.delete(owner, pod);
    if (!template) return undefined;
    try {
      for (let present = active.length; present < replicas; present++) this.#pods.create(owner, template);
      return undefined;
    } catch (error) {
      if (error instanceof StatusError) return error;
      throw error;
    }
  }

  #writeStatus(owner: Stored<'replicasets'>, active: readonly Stored<'pods'>[], refusal?: StatusError): void {
    const { namespace, name, generation = 1 } = owner.metadata;
    const ready = active.filter(isReady).length;
    const counts = { fullyLabeledReplicas: active.length, readyReplicas: ready, availableReplicas: ready };
    const present = Object.fromEntries(Object.entries(counts).filter(([, value]) => value > 0));
    this.#context.store.patch('replicasets', namespace, name, (draft) => {
      const conditions = refusal ? this.#createFailure(draft, refusal) : {};
      draft.status = { replicas: active.length, ...present, observedGeneration: generation, ...conditions };
    });
  }

  #createFailure({ status }: Draft<'replicasets'>, { message }: StatusError): Pick<Status, 'conditions'> {
    const known = (status?.conditions ?? []).find((condition) => condition.message === message);
    const lastTransitionTime = known?.lastTransitionTime ?? formatTime(this.#context.now());
    const condition = { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message, lastTransitionTime };
    return { conditions: [condition] };
  }
}

type Status = NonNullable<Draft<'replicasets'>['status']>;
