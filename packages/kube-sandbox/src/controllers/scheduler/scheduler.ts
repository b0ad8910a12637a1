// Binds pods to nodes that have room for them, and reports why it cannot.
import { StartDelays } from '../../start-delays';
import type { Stored, WatchEvent } from '../../store';
import { formatTime } from '../../timestamp';
import { type ControllerContext, observe } from '../controller-context';
import { setCondition } from '../pod-conditions';
import { WorkQueue } from '../work-queue';
import { NodeAccount } from './node-account';
import { sumRequests } from './resource-amounts';

/**
 * Starts the scheduler.
 * What a pod costs does not depend on the number of pods: the account of a node is updated pod by pod, and of the pods
 * with equal requests only one is tried when resources become free.
 */
export function startScheduler(context: ControllerContext): void {
  const scheduler = new Scheduler(context);
  observe(context, 'nodes', (event) => scheduler.nodeChanged(event));
  observe(context, 'pods', (event) => scheduler.podChanged(event));
}

class Scheduler {
  readonly #context: ControllerContext;
  readonly #queue: WorkQueue;
  readonly #nodes = new Map<string, NodeAccount>();
  /** Keys of pods that fit nowhere, by their requests, oldest first. */
  readonly #parked = new Map<string, Set<string>>();
  readonly #delays: StartDelays;

  constructor(context: ControllerContext) {
    this.#context = context;
    this.#delays = new StartDelays(context.policies);
    this.#queue = new WorkQueue({ sync: (key) => this.#sync(key), signal: context.signal });
  }

  nodeChanged({ type, object }: WatchEvent<'nodes'>): void {
    const { name } = object.metadata;
    const known = this.#nodes.get(name);
    if (type === 'DELETED') this.#nodes.delete(name);
    else if (known) known.update(object);
    else this.#addNode(object);
    this.#retryParked();
  }

  podChanged({ type, object }: WatchEvent<'pods'>): void {
    const { nodeName } = object.spec ?? {};
    const key = `${object.metadata.namespace}/${object.metadata.name}`;
    if (type === 'DELETED') this.#delays.leave(object);
    if (!nodeName) {
      if (type === 'DELETED') this.#unpark(object);
      else if (type === 'ADDED') this.#enqueue(key, object);
      return;
    }
    const ended = type === 'DELETED' || object.status?.phase === 'Succeeded' || object.status?.phase === 'Failed';
    const node = this.#nodes.get(nodeName);
    if (!ended) node?.add(object);
    else if (node?.remove(object.metadata.uid)) this.#retryParked();
  }

  #addNode(node: Stored<'nodes'>): void {
    const account = new NodeAccount(node);
    this.#nodes.set(node.metadata.name, account);
    const fields = [{ key: 'spec.nodeName', operator: '=', values: [node.metadata.name] }] as const;
    for (const pod of this.#context.store.list('pods', undefined, { fields })) {
      if (pod.status?.phase !== 'Succeeded' && pod.status?.phase !== 'Failed') account.add(pod);
    }
  }

  #enqueue(key: string, pod: Stored<'pods'>): void {
    const { schedulingMs } = this.#delays.enter(pod);
    if (schedulingMs > 0) this.#queue.addAfter(key, schedulingMs);
    else this.#queue.add(key);
  }

  #sync(key: string): void {
    const [namespace = '', name = ''] = key.split('/');
    const pod = this.#context.store.find('pods', namespace, name);
    if (!pod || pod.spec?.nodeName || pod.metadata.deletionTimestamp !== undefined) return;
    const { node, why } = this.#findNode(pod);
    if (node === undefined) this.#park(key, pod, why);
    else this.#bind(key, pod, node);
  }

  #findNode(pod: Stored<'pods'>): { readonly node?: string; readonly why: string } {
    const requests = sumRequests(pod);
    const isNeverScheduled = this.#context.policies.find('never-scheduled', pod) !== undefined;
    const reasons = new Map<string, number>();
    const fitting: { readonly name: string; readonly account: NodeAccount }[] = [];
    for (const [name, account] of this.#nodes) {
      const refusals = isNeverScheduled ? unschedulableReasons : account.findRefusals(pod, requests);
      if (refusals.length === 0) fitting.push({ name, account });
      for (const reason of refusals) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    }
    const [best] = fitting.sort((one, other) => one.account.podCount - other.account.podCount);
    return { ...(best ? { node: best.name } : {}), why: explain(this.#nodes.size, reasons) };
  }

  #bind(key: string, pod: Stored<'pods'>, node: string): void {
    const { namespace, name } = pod.metadata;
    this.#unpark(pod);
    const time = formatTime(this.#context.now());
    const bound = this.#context.store.patch('pods', namespace, name, (draft) => {
      draft.spec = { ...draft.spec, nodeName: node } as NonNullable<typeof draft.spec>;
      setCondition(draft, { type: 'PodScheduled', status: 'True' }, time);
    });
    if (bound) this.#report(pod, 'Normal', 'Scheduled', `Successfully assigned ${key} to ${node}`);
    this.#tryNextLike(pod);
  }

  #park(key: string, pod: Stored<'pods'>, message: string): void {
    const likes = this.#parked.get(describeDemand(pod)) ?? new Set();
    this.#parked.set(describeDemand(pod), likes.add(key));
    const { namespace, name } = pod.metadata;
    const time = formatTime(this.#context.now());
    this.#context.store.patch('pods', namespace, name, (draft) =>
      setCondition(draft, { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }, time),
    );
    this.#report(pod, 'Warning', 'FailedScheduling', message);
  }

  #unpark(pod: Stored<'pods'>): void {
    const demand = describeDemand(pod);
    const likes = this.#parked.get(demand);
    likes?.delete(`${pod.metadata.namespace}/${pod.metadata.name}`);
    if (likes?.size === 0) this.#parked.delete(demand);
  }

  /** Resources became free: the first of each kind of waiting pod is tried. */
  #retryParked(): void {
    for (const likes of this.#parked.values()) this.#queueFirst(likes);
  }

  /** Where one pod was placed, the next one with the same requests may fit too. */
  #tryNextLike(pod: Stored<'pods'>): void {
    this.#queueFirst(this.#parked.get(describeDemand(pod)) ?? new Set());
  }

  #queueFirst(likes: ReadonlySet<string>): void {
    const [first] = likes;
    if (first !== undefined) this.#queue.add(first);
  }

  #report(pod: Stored<'pods'>, type: 'Normal' | 'Warning', reason: string, message: string): void {
    const action = type === 'Normal' ? 'Binding' : 'Scheduling';
    const reporter = { component: 'default-scheduler', host: 'sandbox' };
    this.#context.recorder.recordWithEventTime(reporter, pod, { type, reason, message, action });
  }
}

const unschedulableReasons = ['node(s) were unschedulable'];

/** `0/2 nodes are available: 1 Insufficient cpu, 1 node(s) were unschedulable.` */
function explain(nodes: number, reasons: ReadonlyMap<string, number>): string {
  if (nodes === 0) return 'no nodes available to schedule pods';
  const counted = [...reasons].map(([reason, count]) => `${count} ${reason}`).sort();
  return `0/${nodes} nodes are available: ${counted.join(', ')}.`;
}

/** Pods with the same demand fit on the same nodes. */
function describeDemand({ spec }: Stored<'pods'>): string {
  const resources = [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])].map(
    (container) => container.resources?.requests,
  );
  return JSON.stringify([resources, spec?.nodeSelector, spec?.tolerations]);
}
