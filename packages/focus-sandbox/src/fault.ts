// What a fault is: a record, which the catalogue reads, and a behaviour, which the sandbox shows. Each file of faults/ exports the two.
import type { ClusterPolicy, Selector } from 'kube-sandbox';
import type { StandInOptions } from './deployment/options';
import type { PodDeviations } from './stand-in/pod-behavior';
import type { ServerPart } from './stand-in/server-part';

/** Where such a fault would occur in a real system. */
export type FaultKind = 'answer' | 'object' | 'controller' | 'node' | 'network' | 'program';

/** Scenarios that have something in common; tools/faults/scenario-groups.ts derives them from the sentences of the features. */
export type ScenarioGroup =
  | 'complete answers'
  | 'complete answers with frequencies'
  | 'opened jobs'
  | 'refusals'
  | 'refusals that create nothing'
  | 'rollbacks'
  | 'taken ports';

/** One scenario by its `@id` tag, or a group of them. */
export type Scenarios = `@id:${string}` | ScenarioGroup;

export interface FaultRecord {
  /** What it does, in one sentence, as `--help` and docs/faults.md show it. */
  readonly does: string;
  readonly kind: FaultKind;
  /** The scenarios that must turn red; none where the fault is tolerated. */
  readonly caughtBy: readonly Scenarios[];
  /** Further scenarios that may turn red. */
  readonly mayAlsoFail?: readonly Scenarios[];
  /** A random fault such as every environment has: a healthy server must be accepted in spite of it. */
  readonly tolerated?: true;
  /** Every scenario takes several times as long with it. */
  readonly slowsDown?: true;
  /** It is seen only at the ends of deadlines, which takes more than a minute in all. */
  readonly waitsLong?: true;
  /** No job runs with it: every scenario that needs one may turn red. */
  readonly breaksJobs?: true;
  /** `npm run prove` leaves it to `npm run prove:capacity`: another fault of its kind turns the same scenario red. */
  readonly provedApart?: true;
}

/** What changes in which part of the sandbox. A part that needs helpers is a function, which gets them as its parameter. */
export interface FaultBehavior {
  /** Hooks of the stand-in's REST server. */
  readonly server?: ServerPart;
  /** The programs of the other pods: those of jobs, of their cleanup, and of the dependencies. */
  readonly pods?: PodDeviations;
  /** The embedded cluster. */
  readonly cluster?: ClusterPart | ((names: SandboxNames) => ClusterPart);
  /** How the stand-in is deployed. */
  readonly deployment?: DeploymentPart | ((names: SandboxNames) => DeploymentPart);
}

export interface ClusterPart {
  readonly policies?: readonly ClusterPolicy[];
  /** Allocatable amounts by the name of the node, as Kubernetes quantities. Amounts that are left out are those of the default node. */
  readonly nodes?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export type DeploymentPart = Pick<
  StandInOptions,
  'slots' | 'streamResources' | 'imagePullPolicy' | 'quota' | 'freeNodePorts'
>;

/** Objects, nodes and resources of the sandbox. */
export interface SandboxNames {
  /** The Job, the pod and the Service that stream; not the cleanup Job. */
  readonly streaming: Selector;
  readonly serverPod: Selector;
  readonly serverService: Selector;
  /** The extended resource of which each job requests one share. */
  readonly gpuShare: string;
  /** The node that every sandbox has. */
  readonly firstNode: string;
  readonly secondNode: string;
}

/** What the file of a fault exports. */
export interface FaultFile {
  readonly record: FaultRecord;
  readonly behavior: FaultBehavior;
}
