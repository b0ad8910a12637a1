// The record of a capacity run: every job that was due, the plateau, and the state of the cluster, without diagnosis and report.
import type { ObjectEvent } from '../cluster/readings/events';
import type { PodPhase } from '../cluster/readings/pod-state';
import type { FocusServerFailure } from '../focus-server';

/** Amounts by resource name: cores of `cpu`, bytes of `memory`, pieces of `pods` and of extended resources such as `nvidia.com/gpu.shared`. */
export type Amounts = Readonly<Record<string, number>>;

/** What the run demands of the environment, from its profile and the variables of one run. */
export interface CapacityPlan {
  readonly target: number;
  readonly minimum: number;
  /** The largest number of requests in flight. */
  readonly workers: number;
  /** The number of jobs after each step, rising; the last is the target. One number means a single burst. */
  readonly steps: readonly number[];
  /** The share of the target that must be alive. */
  readonly successRate: number;
  /** How long the jobs must be alive together. */
  readonly plateauMs: number;
  /** The deadline for an accepted job to be alive. */
  readonly aliveWithinMs: number;
  readonly enforcement: 'required' | 'informational';
  readonly latencyP95Ms: number;
  readonly latencyP99Ms: number;
}

/**
 * Each job that was due is in exactly one class. `alive`: throughout the plateau · `refused`: the server answered with a refusal ·
 * `pending`: accepted, but its pod never became Ready · `failed`: its pod or container ended, or its port did not answer ·
 * `lost`: no answer came, the request was never sent because every worker waited, or the job's objects disappeared.
 */
export const jobClasses = ['alive', 'refused', 'pending', 'failed', 'lost'] as const;
export type JobClass = (typeof jobClasses)[number];

/**
 * One job. Times that end in `Ms` are milliseconds since the start of the run on the suite's monotonic clock; dates are on the cluster's clock,
 * in whole seconds. Times of events that never occurred are absent.
 */
export interface CapacityJob {
  /** Counts from 1, in the order in which the jobs were due. */
  readonly number: number;
  readonly class: JobClass;
  /** The reason for its class, in one sentence; empty for `alive`. */
  readonly reason: string;
  /** When its request was due, so that a stalled server counts. */
  readonly dueMs: number;
  readonly sentMs?: number;
  /** When the answer, or the failure of the call, arrived. */
  readonly answeredMs?: number;
  /** The answer; its text is the message of a refusal, at most 500 characters. */
  readonly answer?: { readonly status: number; readonly text: string };
  /** Why there is no answer. */
  readonly callFailure?: { readonly kind: FocusServerFailure; readonly text: string };
  readonly jobId?: string;
  readonly pod?: CapacityPod;
  /** When the suite's watch showed the pod, that it was scheduled, that its container had started, and that it was Ready. */
  readonly podSeenMs?: number;
  readonly scheduledSeenMs?: number;
  readonly startedSeenMs?: number;
  readonly readySeenMs?: number;
  /** When the watch showed that the pod was not Ready any more, or gone. */
  readonly brokenSeenMs?: number;
  /** When the job's port answered as a gRPC server; from then on the channel stays open. */
  readonly answeringMs?: number;
  /** Ready and answering from here … */
  readonly aliveFromMs?: number;
  /** … until here; absent if it was alive until the end of the run. */
  readonly aliveUntilMs?: number;
  /** The events of its Job and its pod, oldest first, at most 20. */
  readonly events: readonly ObjectEvent[];
}

/** The last known state of the streaming pod of a job. */
export interface CapacityPod {
  readonly name: string;
  readonly node?: string;
  readonly phase: PodPhase;
  /** Such as `Unschedulable: 0/1 nodes are available: …`. */
  readonly trouble?: string;
  readonly restarts: number;
  /** The last end of its container. */
  readonly end?: { readonly reason: string; readonly exitCode: number };
  /** It existed and is gone, although the suite did not remove it. */
  readonly vanished: boolean;
  readonly createdAt?: Date;
  readonly scheduledAt?: Date;
  readonly startedAt?: Date;
  readonly readyAt?: Date;
}

/** The period in which the most jobs were alive together. */
export interface Plateau {
  /** The number of jobs that were alive during the whole period. */
  readonly alive: number;
  readonly fromMs: number;
  /** How long they were alive together; less than planned only if the run was interrupted or they died. */
  readonly heldMs: number;
}

/** One step of the ramp. */
export interface RampStep {
  /** The number of jobs that were due, those of earlier steps included. */
  readonly wanted: number;
  readonly alive: number;
  /** Fewer were alive than the success rate demands: no further step follows. */
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
  /** From metrics.k8s.io; absent if the cluster does not measure it. */
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
  /** When the last job was checked and the removal began. */
  readonly endedMs: number;
  /** Why the run was cut off, such as `SIGINT`; absent if it was complete. */
  readonly interrupted?: string;
  readonly steps: readonly RampStep[];
  readonly plateau: Plateau;
  readonly jobs: readonly CapacityJob[];
  /** The requests of one job with all its pods, from the pods that were seen; empty if none was seen. */
  readonly perJob: Amounts;
  readonly nodes: readonly CapacityNode[];
  /** Why the nodes or their usage could not be read; absent if they were read. */
  readonly notMeasured?: string;
  readonly quotas: readonly CapacityQuota[];
  /** NodePorts that Services held before the first job, in all namespaces that could be read. */
  readonly nodePortsBefore: number;
  /** Changes of the server's pods during the run, one line each, such as a restart. */
  readonly serverChanges: readonly string[];
  /** Lines of the server's log during the run that report problems, at most 50. */
  readonly serverLog: readonly string[];
  /** The suite's own calls to the Kubernetes API during the run. */
  readonly apiCalls: { readonly calls: number; readonly throttled: number };
}
