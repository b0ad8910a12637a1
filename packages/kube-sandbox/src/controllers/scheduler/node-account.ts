// What is allocated on one node, kept up to date pod by pod.
import type { Stored } from '../../store';
import { type Amounts, findShortages, parseAmounts, sumRequests } from './resource-amounts';

/** A node with the pods that count against it. */
export class NodeAccount {
  #node: Stored<'nodes'>;
  #allocatable: Amounts;
  readonly #used = new Map<string, number>();
  readonly #pods = new Map<string, Amounts>();

  constructor(node: Stored<'nodes'>) {
    this.#node = node;
    this.#allocatable = parseAmounts(node.status?.allocatable);
  }

  /** Replaces the node by a changed version. */
  update(node: Stored<'nodes'>): void {
    this.#node = node;
    this.#allocatable = parseAmounts(node.status?.allocatable);
  }

  /** Counts a pod against the node, once. */
  add(pod: Stored<'pods'>): void {
    if (this.#pods.has(pod.metadata.uid)) return;
    const requests = sumRequests(pod);
    this.#pods.set(pod.metadata.uid, requests);
    for (const [name, amount] of requests) this.#used.set(name, (this.#used.get(name) ?? 0) + amount);
  }

  /** Frees what a pod had. Returns whether there was anything. */
  remove(podUid: string): boolean {
    const requests = this.#pods.get(podUid);
    if (!requests) return false;
    this.#pods.delete(podUid);
    for (const [name, amount] of requests) this.#used.set(name, (this.#used.get(name) ?? 0) - amount);
    return true;
  }

  /** How many pods count against the node: the scheduler takes the emptiest. */
  get podCount(): number {
    return this.#pods.size;
  }

  /** Why the pod cannot run here, with the message of the first filter of the scheduler that refuses; empty when it can. */
  findRefusals(pod: Stored<'pods'>, requests: Amounts): readonly string[] {
    if (this.#node.spec?.unschedulable) return ['node(s) were unschedulable'];
    const taint = this.#findRepellingTaint(pod);
    if (taint) return [`node(s) had taint {${taint.key}: ${taint.value ?? ''}}, that the pod didn't tolerate`];
    const labels = this.#node.metadata.labels ?? {};
    const wanted = Object.entries(pod.spec?.nodeSelector ?? {});
    if (wanted.some(([label, value]) => labels[label] !== value)) return ["node(s) didn't match Pod's node affinity"];
    return findShortages(requests, this.#allocatable, this.#used);
  }

  #findRepellingTaint({ spec }: Stored<'pods'>): { readonly key: string; readonly value?: string } | undefined {
    const taints = (this.#node.spec?.taints ?? []).filter(({ effect }) => effect !== 'PreferNoSchedule');
    return taints.find(
      ({ key, value = '', effect }) =>
        !(spec?.tolerations ?? []).some(
          (toleration) =>
            (toleration.key === undefined || toleration.key === key) &&
            (toleration.operator === 'Exists' || (toleration.value ?? '') === value) &&
            (toleration.effect === undefined || toleration.effect === '' || toleration.effect === effect),
        ),
    );
  }
}
