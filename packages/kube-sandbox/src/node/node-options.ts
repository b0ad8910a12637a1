// What the nodes are started with, and what they offer to the rest of the cluster.
import type { AddressBlock } from '../address-block';
import type { NodeSpec } from '../cluster-options';
import type { Program } from '../container-program';
import type { Backoff } from '../controllers/work-queue';
import type { EventRecorder } from '../event-recorder';
import type { LogSource, TokenIssuer, UsageSource } from '../part-interfaces';
import type { Selector } from '../policies';
import type { Policies } from '../policy-lookup';
import type { StartDelays } from '../start-delays';
import type { Store } from '../store';
import type { OomKiller } from './oom-killer';

export interface NodeOptions {
  readonly images: ReadonlyMap<string, Program>;
  readonly nodes: readonly NodeSpec[];
  readonly addresses: AddressBlock;
  /** Time from scheduled to Ready. */
  readonly podStartMs: { readonly min: number; readonly max: number };
  /** Pods that start without this time. */
  readonly instantPods?: Selector;
  /** Where pods find the API server, and the PEM text of the authority that signed its certificate. */
  readonly apiServer: { readonly host: string; readonly port: number; readonly caPem: string };
  readonly tokens: TokenIssuer;
  readonly recorder: EventRecorder;
  readonly policies: Policies;
}

/** The running nodes. */
export interface Nodes extends LogSource, UsageSource {
  /** Aborts all programs and closes all sockets and timers; resolves when they are gone. */
  stop(): Promise<void>;
}

/** What a pod gets from its node. */
export interface NodeContext {
  readonly store: Store;
  readonly options: NodeOptions;
  readonly node: { readonly name: string; readonly address: string };
  readonly oomKiller: OomKiller;
  readonly startDelays: StartDelays;
  /** Between the restarts of a container, and between attempts to get an image (Kubernetes: 10 s to 5 min). */
  readonly backoff: Backoff;
  /** Aborted when the cluster stops: nothing is written to the store any more. */
  readonly signal: AbortSignal;
}
