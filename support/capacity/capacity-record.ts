// What a capacity run saw: every job that was due, which were alive together, and what the cluster said. Diagnosed and reported elsewhere.
import type { ObjectEvent } from '../cluster/readings/events';
import type { PodPhase } from '../cluster/readings/pod-state';
import type { FocusServerFailure } from '../focus-server';

/** Amounts by resource name: cores of `cpu`, bytes of `memory`, pieces of `pods` and of extended resources such as `nvidia.com/gpu.shared`. */
export type Amounts = Readonly<Record<string, number>>;

/** What is asked of the environment, from its profile and the variables of one run. */
export interface CapacityPlan {
  readonly target: number;
  readonly minimum: number;
  /** Requests in flight at once, at most. */
  readonly workers: number;
  /** How many jobs are wanted after each step, rising; the last is the target. One number: a single burst. */
  readonly steps: readonly number[];
  /** Share of the target that has to be alive. */
  readonly successRate: number;
  /** How long the jobs have to be alive together. */
  readonly plateauMs: number;
  /** How long a job that was accepted may take until it is alive. */
  readonly aliveWithinMs: number;
  readonly enforcement: 'required' | 'informational';
  readonly latencyP95Ms: number;
  readonly latencyP99Ms: number;
}

/**
 * Each job that was due is in exactly one class. `alive`: throughout the plateau · `refused`: the server answered that it makes no job ·
 * `pending`: accepted, but its pod never became Ready · `failed`: its pod or container ended, or its port did not answer ·
 * `lost`: no answer came, the request was never sent because every worker waited, or the job's objects vanished.
 */
export const jobClasses = ['alive', 'refused', 'pending', 'failed', 'lost'] as const;
export type JobClass = (typeof jobClasses)[number];

/**
 * One job. Times ending in `Ms` are milliseconds since the run began on the suite's monotonic clock; dates are the cluster's clock, whole
 * seconds. What never happened is absent.
 */
export interface CapacityJob {
  /** Counts from 1, in the order in which the jobs were due. */
  readonly number: number;
  readonly class: JobClass;
  /** Why it is in its class, in one sentence; empty for `alive`. */
  readonly reason: string;
  /** When its request was due: a server that stalls cannot hide it. */
  readonly dueMs: number;
  readonly askedMs?: number;
  /** When the answer, or the failure of the call, was there. */
  readonly answeredMs?: number;
  /** The answer; its text is the message of a refusal, at most 500 characters. */
  readonly answer?: { readonly status: number; readonly text: string };
  /** Why no answer came. */
  readonly callFailure?: { readonly kind: FocusServerFailure; readonly text: string };
  readonly jobId?: string;
  readonly pod?: CapacityPod;
  /** When the suite's watch showed the pod, that it was scheduled, that its container had started, and that it was Ready. */
  readonly podSeenMs?: number;
  readonly scheduledSeenMs?: number;
  readonly startedSeenMs?: number;
  readonly readySeenMs?: number;
  /** When the watch showed that the pod was Ready no more, or gone. */
  readonly brokenSeenMs?: number;
  /** When the job's port answered as a gRPC server; from then on the channel stays open. */
  readonly answeringMs?: number;
  /** Ready and answering from here … */
  readonly aliveFromMs?: number;
  /** … until here; absent when it was alive to the end of the run. */
  readonly aliveUntilMs?: number;
  /** Of its Job and its pod, oldest first, at most 20. */
  readonly events: readonly ObjectEvent[];
}

/** The streaming pod of a job as it was seen last. */
export interface CapacityPod {
  readonly name: string;
  readonly node?: string;
  readonly phase: PodPhase;
  /** Such as `Unschedulable: 0/1 nodes are available: …`. */
  readonly trouble?: string;
  readonly restarts: number;
  /** How its container ended, the last time it did. */
  readonly end?: { readonly reason: string; readonly exitCode: number };
  /** It was there and is gone, though the suite removed nothing. */
  readonly vanished: boolean;
  readonly createdAt?: Date;
  readonly scheduledAt?: Date;
  readonly startedAt?: Date;
  readonly readyAt?: Date;
}

/** The longest time at which the most jobs were alive together. */
export interface Plateau {
  /** Jobs that were alive throughout. */
  readonly alive: number;
  readonly fromMs: number;
  /** How long they were alive together; less than planned only where the run was interrupted or they died. */
  readonly heldMs: number;
}

/** One step of the ramp. */
export interface RampStep {
  /** Jobs that were due by then, those of earlier steps included. */
  readonly wanted: number;
  readonly alive: number;
  /** Fewer than the success rate demands: no further step is taken. */
  readonly degraded: boolean;
}

export interface CapacityNode {
  readonly name: string;
  readonly allocatable: Amounts;
  readonly ready: boolean;
  readonly cordoned: boolean;
  /** Why it is not Ready, or its taints; empty otherwise. */
  readonly condition: string;
  /** Oldest first; the first is from before the first job. */
  readonly samples: readonly NodeSample[];
}

export interface NodeSample {
  readonly atMs: number;
  /** Sum of the requests of the pods on the node that have not ended, and their number as `pods`. */
  readonly requested: Amounts;
  /** From metrics.k8s.io; absent where the cluster does not measure. */
  readonly used?: Amounts;
}

export interface CapacityQuota {
  readonly name: string;
  /** By the quota's own names, such as `requests.cpu` and `pods`. */
  readonly hard: Amounts;
  readonly used: Amounts;
}

export interface CapacityRecord {
  readonly environment: { readonly name: string; readonly namespace: string };
  readonly plan: CapacityPlan;
  /** Wall clock of the machine that runs the suite. */
  readonly startedAt: Date;
  /** When the last job had been looked at and the removal began. */
  readonly endedMs: number;
  /** Why the run was cut off, such as `SIGINT`; absent when it came to its own end. */
  readonly interrupted?: string;
  readonly steps: readonly RampStep[];
  readonly plateau: Plateau;
  readonly jobs: readonly CapacityJob[];
  /** What one job requests with all its pods, from the pods that were seen; empty when none was. */
  readonly perJob: Amounts;
  readonly nodes: readonly CapacityNode[];
  /** Why the nodes or their use could not be read; absent where they were. */
  readonly notMeasured?: string;
  readonly quotas: readonly CapacityQuota[];
  /** NodePorts that Services held before the first job, in all namespaces that could be read. */
  readonly nodePortsBefore: number;
  /** What happened to the server's pods meanwhile, one line each, such as a restart. */
  readonly serverChanges: readonly string[];
  /** Lines of the server's log during the run that speak of trouble, at most 50. */
  readonly serverLog: readonly string[];
  /** The suite's own calls to the Kubernetes API during the run. */
  readonly apiCalls: { readonly calls: number; readonly throttled: number };
}
