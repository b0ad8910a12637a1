// Pods that a controller creates from a template, and the events that it records about them.
import type { Policies } from '../policy-lookup';
import { type NewObject, StatusError, type Stored } from '../store';
import type { ControllerContext } from './controller-context';
import { dropLimits } from './dropped-limits';
import { raiseRequests } from './request-above-limit';

/** An owner of pods: a Job or a ReplicaSet. */
export type PodOwner = Stored<'jobs'> | Stored<'replicasets'>;

/** Creates and deletes pods for the owners of one controller, and records events in its name. */
export class PodControl {
  readonly #context: ControllerContext;
  readonly #component: string;

  constructor(context: ControllerContext, component: string) {
    this.#context = context;
    this.#component = component;
  }

  /** Creates one pod; a refusal becomes an event of the owner and is thrown on as the `StatusError` that it is. */
  create(owner: PodOwner, template: PodTemplate): Stored<'pods'> {
    const { store, policies } = this.#context;
    try {
      const pod = store.create('pods', draftPod(policies, owner, template));
      const raised = policies.find('request-above-limit', owner);
      if (raised) raiseRequests(store, pod, raised.times);
      this.report(owner, 'Normal', 'SuccessfulCreate', `Created pod: ${pod.metadata.name}`);
      return pod;
    } catch (error) {
      if (error instanceof StatusError)
        this.report(owner, 'Warning', 'FailedCreate', `Error creating: ${error.message}`);
      throw error;
    }
  }

  /** Deletes one pod with its own grace period, unless it is gone already. */
  delete(owner: PodOwner, pod: Stored<'pods'>): void {
    const { namespace, name } = pod.metadata;
    if (!this.#context.store.find('pods', namespace, name)) return;
    this.#context.store.delete('pods', namespace, name);
    this.report(owner, 'Normal', 'SuccessfulDelete', `Deleted pod: ${name}`);
  }

  /** Records an event of the owner. */
  report(owner: PodOwner, type: 'Normal' | 'Warning', reason: string, message: string): void {
    this.#context.recorder.record({ component: this.#component }, owner, { type, reason, message });
  }
}

/** Whether a pod may still run: neither ended nor being removed. */
export function isActive({ status, metadata }: Stored<'pods'>): boolean {
  return status?.phase !== 'Succeeded' && status?.phase !== 'Failed' && metadata.deletionTimestamp === undefined;
}

/** Whether the pod's condition `Ready` holds. */
export function isReady({ status }: Stored<'pods'>): boolean {
  return (status?.conditions ?? []).some(({ type, status: value }) => type === 'Ready' && value === 'True');
}

export type PodTemplate = NonNullable<Stored<'jobs'>['spec']>['template'];

/** The pod as the template describes it, with its owner, and as a webhook leaves it. */
function draftPod(policies: Policies, owner: PodOwner, { metadata: from, spec }: PodTemplate): NewObject<'pods'> {
  const { apiVersion, kind } = owner;
  const { name, namespace = '', uid } = owner.metadata;
  const ownerReferences = [{ apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true }];
  const metadata = {
    generateName: `${name}-`,
    namespace,
    labels: from?.labels ?? {},
    ...(from?.annotations ? { annotations: from.annotations } : {}),
    ...(policies.find('pods-without-owner', owner) ? {} : { ownerReferences }),
  };
  const dropped = policies.findAll('drop-limits', owner).flatMap(({ resources }) => resources);
  const admitted = spec && dropped.length > 0 ? dropLimits(spec, dropped) : spec;
  return { metadata, ...(admitted ? { spec: admitted } : {}) };
}
