// Policies `memory-for-pods` and `first-run-killed`: containers that are killed because memory is short.
import { type Policies, type PolicyNamed, selects } from '../policy-lookup';
import type { Stored } from '../store';
import type { ContainerRun } from './container-run';

type MemoryForPods = PolicyNamed<'memory-for-pods'>;

/** How long a container runs for which there is no memory. */
const lifetimeMs = 200;

/** Counts the containers that run, over all nodes, and kills those for which there is no memory. */
export class OomKiller {
  readonly #policies: Policies;
  readonly #limits: readonly { readonly policy: MemoryForPods; readonly running: Set<ContainerRun> }[];

  constructor(policies: Policies) {
    this.#policies = policies;
    this.#limits = policies.listNamed('memory-for-pods').map((policy) => ({ policy, running: new Set() }));
  }

  /** Counts a run that has just started. One too many is killed as OOMKilled soon after. */
  watch(pod: Stored<'pods'>, run: ContainerRun, restartCount: number): void {
    for (const { policy, running } of this.#limits) {
      if (!selects(policy, pod)) continue;
      if (running.size < policy.most) keepUntilEnd(running, run);
      else killLater(run);
    }
    if (restartCount === 0 && this.#policies.find('first-run-killed', pod)) setImmediate(() => run.kill('OOMKilled'));
  }
}

function keepUntilEnd(running: Set<ContainerRun>, run: ContainerRun): void {
  running.add(run);
  void run.ended.then(() => running.delete(run));
}

function killLater(run: ContainerRun): void {
  const timer = setTimeout(() => run.kill('OOMKilled'), lifetimeMs);
  void run.ended.then(() => clearTimeout(timer));
}
