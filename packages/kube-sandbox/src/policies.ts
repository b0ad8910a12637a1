// Policies: the ways in which a cluster deviates from a healthy one, each for the objects that its selector matches.

/** Objects of one kind; every part that is given must match. `{}` matches all of them. */
export interface Selector {
  /** Matches the object's name. */
  readonly name?: RegExp;
  /** The object has each label with this value. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Kind of the object's controller, such as `ReplicaSet`. */
  readonly controlledBy?: string;
}

/** Plain data, so that it can be passed to a worker thread. Several policies of one name hold side by side. */
export type ClusterPolicy = ControllerPolicy | NodePolicy | NodePortPolicy | ApiPolicy;

export type ControllerPolicy =
  /** The Job controller creates no pods for these Jobs. */
  | { readonly policy: 'jobs-without-pods'; readonly jobs: Selector }
  /** The pods of these Jobs have no owner. */
  | { readonly policy: 'pods-without-owner'; readonly jobs: Selector }
  /** An admission webhook removes the limits of these resources from the pods of these Jobs. */
  | { readonly policy: 'drop-limits'; readonly jobs: Selector; readonly resources: readonly string[] }
  /** The CPU request of the pods of these Jobs is so many times their limit. No API server admits that, so it is changed in the store. */
  | { readonly policy: 'request-above-limit'; readonly jobs: Selector; readonly times: number }
  /** The status of these Jobs reports success while their pods run. */
  | { readonly policy: 'false-success'; readonly jobs: Selector }
  /** These objects are never collected when their owners are gone. */
  | { readonly policy: 'no-garbage-collection'; readonly dependents: Selector }
  /** Events of these objects are not recorded: those with the given reasons, or all. */
  | { readonly policy: 'no-events'; readonly objects: Selector; readonly reasons?: readonly string[] }
  /** The scheduler finds no node for these pods. */
  | { readonly policy: 'never-scheduled'; readonly pods: Selector };

export type NodePolicy =
  /**
   * Containers of these pods end at once with this exit code and log line: in every run, or in their first run alone, after which they
   * are restarted whatever the pod's restart policy.
   */
  | {
      readonly policy: 'containers-exit';
      readonly pods: Selector;
      readonly exitCode: number;
      readonly log: string;
      readonly runs: 'all' | 'first';
    }
  /** The first run of each container of these pods is killed as OOMKilled before it can be Ready. */
  | { readonly policy: 'first-run-killed'; readonly pods: Selector }
  /** There is memory for so many containers of these pods at a time; any further one is killed as OOMKilled soon after its start. */
  | { readonly policy: 'memory-for-pods'; readonly pods: Selector; readonly most: number }
  /** The memory of these pods grows by this share a second, up to so many times its usual amount. */
  | { readonly policy: 'memory-growth'; readonly pods: Selector; readonly perSecond: number; readonly upTo: number }
  /** What these pods write to their logs is lost. */
  | { readonly policy: 'empty-logs'; readonly pods: Selector }
  /** These pods stay when they are deleted, although their containers have ended. */
  | { readonly policy: 'stuck-terminating'; readonly pods: Selector }
  /** A node has nothing of a resource left as soon as one of these pods is bound to it. */
  | { readonly policy: 'resource-lost'; readonly pods: Selector; readonly resource: string }
  /** Additional delays of the start of these pods: of all of them, or only of those that come when so many others are there. */
  | {
      readonly policy: 'slow-start';
      readonly pods: Selector;
      readonly beyond?: number;
      readonly schedulingMs?: number;
      readonly imagePullMs?: number;
      readonly containerMs?: number;
    }
  /** So many pods have an address at a time; the others stay in ContainerCreating with FailedCreatePodSandBox events. */
  | { readonly policy: 'pod-addresses'; readonly most: number }
  /** The node of this name does not report Ready. */
  | { readonly policy: 'node-not-ready'; readonly node: string }
  /** The node of this name takes no new pods. */
  | { readonly policy: 'node-cordoned'; readonly node: string };

export type NodePortPolicy =
  /** The NodePorts of these Services: nobody listens, they lead to an address where nobody is, or they stay open when the Service is gone. */
  | { readonly policy: 'node-ports'; readonly services: Selector; readonly served: 'not' | 'to-nobody' | 'for-ever' }
  /** Every n-th connection to these Services is reset before it is used. */
  | { readonly policy: 'connection-resets'; readonly services: Selector; readonly every: number }
  /** A NodePort refuses connections for a moment after its pod has refused one, as iptables would at once. */
  | { readonly policy: 'refusals-close-node-ports' };

export type ApiPolicy =
  /** This share of all calls is answered 500, or 429. */
  | { readonly policy: 'api-errors'; readonly share: number; readonly status: 500 | 429 }
  /** Every call is delayed by a random time up to this one. */
  | { readonly policy: 'api-delays'; readonly upToMs: number }
  /** Every watch ends without a last event after a random time between these. */
  | { readonly policy: 'watches-dropped'; readonly afterMs: { readonly min: number; readonly max: number } }
  /** This share of all watches is answered that its version is too old. */
  | { readonly policy: 'watches-expired'; readonly share: number }
  /** Service accounts may create so many Services a minute; further calls are answered 429. */
  | { readonly policy: 'services-per-minute'; readonly most: number };
