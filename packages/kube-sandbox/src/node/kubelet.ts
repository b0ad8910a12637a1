// Runs the pods that are bound to one node.
import type { ContainerLog, ContainerUsage } from '../part-interfaces';
import type { Stored, WatchEvent } from '../store';
import type { AddressPool } from './address-pool';
import { estimateUsage } from './container-usage';
import type { NodeContext } from './node-options';
import { PodWorker } from './pod-worker';
import { loseResources } from './resource-loss';

/** The kubelet of one node. */
export class Kubelet {
  readonly #context: NodeContext;
  readonly #addresses: AddressPool;
  readonly #workers = new Map<string, { readonly worker: PodWorker; readonly pod: Stored<'pods'> }>();
  /** Pods whose object is gone but whose programs may still be ending. */
  readonly #leaving = new Set<Promise<void>>();

  constructor(context: NodeContext, addresses: AddressPool) {
    this.#context = context;
    this.#addresses = addresses;
  }

  /** Reacts to a change of a pod that is bound to this node. */
  podChanged({ type, object }: WatchEvent<'pods'>): void {
    const { uid, deletionTimestamp, deletionGracePeriodSeconds = 0 } = object.metadata;
    const known = this.#workers.get(uid);
    if (type === 'DELETED') {
      if (known) this.#drop(uid, known.worker);
      return;
    }
    const ended = object.status?.phase === 'Succeeded' || object.status?.phase === 'Failed';
    if (!known && !ended) this.#adopt(object);
    if (deletionTimestamp !== undefined) this.#workers.get(uid)?.worker.terminate(deletionGracePeriodSeconds);
  }

  /** The log of a container of a pod on this node. */
  log(podUid: string, container: string, previous: boolean): ContainerLog | undefined {
    const runs = this.#workers.get(podUid)?.worker.container(container)?.runs;
    return previous ? runs?.previous?.log : runs?.current?.log;
  }

  podUsage(podUid: string): readonly ContainerUsage[] | undefined {
    const known = this.#workers.get(podUid);
    const running = known?.worker.running ?? [];
    if (!known || running.length === 0) return undefined;
    return running.map(({ container, startedAt }) => ({
      name: container.name,
      ...estimateUsage(this.#context.options.policies, { pod: known.pod, container, startedAt }),
    }));
  }

  /** What all pods use together, and the node's own share. */
  usage(): Omit<ContainerUsage, 'name'> {
    const all = [...this.#workers.keys()].flatMap((uid) => this.podUsage(uid) ?? []);
    return {
      cpuCores: all.reduce((sum, { cpuCores }) => sum + cpuCores, nodeOwnUsage.cpuCores),
      memoryBytes: all.reduce((sum, { memoryBytes }) => sum + memoryBytes, nodeOwnUsage.memoryBytes),
    };
  }

  /** Ends all pods at once; resolves when their programs have ended. */
  async stop(): Promise<void> {
    for (const { worker } of this.#workers.values()) worker.kill();
    await Promise.all([...[...this.#workers.values()].map(({ worker }) => worker.waitUntilEnded()), ...this.#leaving]);
    this.#workers.clear();
  }

  #adopt(pod: Stored<'pods'>): void {
    this.#workers.set(pod.metadata.uid, { worker: new PodWorker(pod, this.#context, this.#addresses), pod });
    loseResources(this.#context, pod);
  }

  #drop(uid: string, worker: PodWorker): void {
    this.#workers.delete(uid);
    worker.kill();
    const left = worker.waitUntilEnded().finally(() => this.#leaving.delete(left));
    this.#leaving.add(left);
  }
}

const nodeOwnUsage = { cpuCores: 0.08, memoryBytes: 420 * 2 ** 20 };
