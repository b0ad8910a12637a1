// How much longer the start of a pod takes, and for which pods.
import type { Policies, PolicyNamed } from './policy-lookup';
import { selects } from './policy-lookup';
import type { Stored } from './store';

/** Additional delays of one pod's start: before it is bound, while its image is pulled, before its container starts. */
export interface StartDelay {
  readonly schedulingMs: number;
  readonly imagePullMs: number;
  readonly containerMs: number;
}

type SlowStart = PolicyNamed<'slow-start'>;

/** Counts the pods of each `slow-start` policy while they are there; with a number it delays those beyond, without one all of them. */
export class StartDelays {
  readonly #crowds: readonly { readonly policy: SlowStart; readonly present: Set<string> }[];

  constructor(policies: Policies) {
    this.#crowds = policies.listNamed('slow-start').map((policy) => ({ policy, present: new Set() }));
  }

  /** Counts a pod in and returns its delays, which are 0 where no policy concerns it. */
  enter(pod: Stored<'pods'>): StartDelay {
    let delay: StartDelay = { schedulingMs: 0, imagePullMs: 0, containerMs: 0 };
    for (const { policy, present } of this.#crowds) {
      if (!selects(policy, pod)) continue;
      present.add(pod.metadata.uid);
      if (policy.beyond === undefined || present.size > policy.beyond) delay = addDelay(delay, policy);
    }
    return delay;
  }

  /** The pod is gone or has ended. */
  leave({ metadata }: Pick<Stored<'pods'>, 'metadata'>): void {
    for (const { present } of this.#crowds) present.delete(metadata.uid);
  }
}

function addDelay(delay: StartDelay, { schedulingMs = 0, imagePullMs = 0, containerMs = 0 }: SlowStart): StartDelay {
  return {
    schedulingMs: delay.schedulingMs + schedulingMs,
    imagePullMs: delay.imagePullMs + imagePullMs,
    containerMs: delay.containerMs + containerMs,
  };
}
