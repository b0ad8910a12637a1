// What a node writes about one of its pods: status, events, and the removal of the object.
import type { Occurrence } from '../event-recorder';
import type { Stored } from '../store';
import { formatTime } from '../timestamp';
import type { NodeContext } from './node-options';
import { type PodSnapshot, writeStatus } from './pod-status';

/** Writes status and events of one pod, as long as the cluster runs and the object is still this pod's. */
export class PodReporter {
  readonly #pod: Stored<'pods'>;
  readonly #context: NodeContext;

  constructor(pod: Stored<'pods'>, context: NodeContext) {
    this.#pod = pod;
    this.#context = context;
  }

  /** Stores the status that follows from the snapshot. */
  publish(snapshot: Omit<PodSnapshot, 'hostIp'>): void {
    const { store, node, signal } = this.#context;
    const { namespace, name, uid } = this.#pod.metadata;
    if (signal.aborted) return;
    store.patchStatus('pods', namespace, name, (draft) => {
      if (draft.metadata.uid === uid) writeStatus(draft, { ...snapshot, hostIp: node.address }, formatTime(new Date()));
    });
  }

  /** Records an event of the pod, or of one of its containers. */
  report(occurrence: Occurrence, container?: string): void {
    const { node, options, signal } = this.#context;
    if (signal.aborted) return;
    const fieldPath = container === undefined ? {} : { fieldPath: `spec.containers{${container}}` };
    options.recorder.record({ component: 'kubelet', host: node.name }, this.#pod, { ...occurrence, ...fieldPath });
  }

  /** Removes the object from the store: the node has nothing more to do for it. */
  remove(): void {
    const { store, signal } = this.#context;
    const { namespace, name, uid } = this.#pod.metadata;
    if (signal.aborted || store.find('pods', namespace, name)?.metadata.uid !== uid) return;
    store.delete('pods', namespace, name, { gracePeriodSeconds: 0, preconditions: { uid } });
  }
}
