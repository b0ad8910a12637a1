// Pods that a controller makes from a template, and what it tells of them.
import { StatusError, type Stored } from '../store';
import type { ControllerContext } from './context';
import { overdraw } from './overdrawn-pod';
import { withoutLimits } from './webhook';

/** An owner that makes pods: a Job or a ReplicaSet. */
export type PodOwner = Stored<'jobs'> | Stored<'replicasets'>;

/** Reports as one controller and makes pods for its owners. */
export class PodControl {
  constructor(
    private readonly context: ControllerContext,
    private readonly component: string,
  ) {}

  /** Makes one pod; a refusal becomes an event of the owner and is thrown on as the `StatusError` that it is. */
  create(owner: PodOwner, template: PodTemplate): Stored<'pods'> {
    const { store, faults } = this.context;
    const { apiVersion, kind, metadata } = owner;
    const { name, namespace = '', uid } = metadata;
    const ownerReferences = faults.hits('pod-not-owned', owner)
      ? {}
      : { ownerReferences: [{ apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true }] };
    try {
      const labels = template.metadata?.labels ?? {};
      const annotations = template.metadata?.annotations;
      const about = {
        generateName: `${name}-`,
        namespace,
        labels,
        ...(annotations ? { annotations } : {}),
        ...ownerReferences,
      };
      const spec =
        faults.hits('webhook-drops-limits', owner) && template.spec ? withoutLimits(template.spec) : template.spec;
      const pod = store.create('pods', { metadata: about, ...(spec ? { spec } : {}) });
      if (faults.hits('cpu-request-above-limit', owner)) overdraw(store, pod);
      this.report(owner, 'Normal', 'SuccessfulCreate', `Created pod: ${pod.metadata.name}`);
      return pod;
    } catch (error) {
      if (error instanceof StatusError)
        this.report(owner, 'Warning', 'FailedCreate', `Error creating: ${error.message}`);
      throw error;
    }
  }

  /** Deletes one pod with its own grace period; one that is gone already is left out. */
  delete(owner: PodOwner, pod: Stored<'pods'>): void {
    const { namespace, name } = pod.metadata;
    if (!this.context.store.find('pods', namespace, name)) return;
    this.context.store.delete('pods', namespace, name);
    this.report(owner, 'Normal', 'SuccessfulDelete', `Deleted pod: ${name}`);
  }

  /** Records an event of the owner. */
  report(owner: PodOwner, type: 'Normal' | 'Warning', reason: string, message: string): void {
    this.context.recorder.record({ component: this.component }, owner, { type, reason, message });
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
