// The status of a Deployment, as its controller writes it.
import type { Draft, Stored } from '../../store';
import type { RolloutLimits } from './rollout-limits';

type Status = NonNullable<Draft<'deployments'>['status']>;
type Condition = NonNullable<Status['conditions']>[number];

export interface Rollout {
  readonly current: Stored<'replicasets'>;
  readonly all: readonly Stored<'replicasets'>[];
  readonly limits: RolloutLimits;
  /** Time of conditions that change. */
  readonly time: string;
}

/** The status that follows from the ReplicaSets. Source: `syncRolloutStatus` of the deployment controller. */
export function createStatus(deployment: Stored<'deployments'>, rollout: Rollout): Status {
  const { current, all, limits } = rollout;
  const total = (field: 'replicas' | 'readyReplicas' | 'availableReplicas'): number =>
    all.reduce((sum, { status }) => sum + (status?.[field] ?? 0), 0);
  const replicas = total('replicas');
  const availableReplicas = total('availableReplicas');
  const counts = {
    replicas,
    updatedReplicas: current.status?.replicas ?? 0,
    readyReplicas: total('readyReplicas'),
    availableReplicas,
    unavailableReplicas: Math.max(limits.replicas - availableReplicas, replicas - availableReplicas, 0),
  };
  return {
    observedGeneration: deployment.metadata.generation ?? 1,
    ...Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
    conditions: createConditions(deployment, rollout, counts),
  };
}

type Counts = Readonly<Record<'replicas' | 'updatedReplicas' | 'readyReplicas' | 'availableReplicas', number>>;

type Finding = Pick<Condition, 'type' | 'status'> & { readonly reason: string; readonly message: string };

function createConditions(deployment: Stored<'deployments'>, rollout: Rollout, counts: Counts): Condition[] {
  const { current, all, limits, time } = rollout;
  const known: readonly Condition[] = structuredClone(deployment.status?.conditions ?? []) as Condition[];
  const enough = counts.availableReplicas >= limits.replicas - limits.maxUnavailable;
  const [available, progressing] = [
    checkAvailability(enough),
    checkProgress(deployment, current.metadata.name, counts, limits),
  ];
  const failed = findFailure(current, all);
  // A Deployment first reports that its ReplicaSet was created.
  const findings = known.length === 0 ? [progressing, available, failed] : [available, progressing, failed];
  const others = known.filter(({ type }) => type !== 'ReplicaFailure' || failed !== undefined);
  return findings.reduce<Condition[]>(
    (conditions, finding) => (finding ? putCondition(conditions, finding, time) : conditions),
    others,
  );
}

function checkAvailability(enough: boolean): Finding {
  const type = 'Available';
  return enough
    ? { type, status: 'True', reason: 'MinimumReplicasAvailable', message: 'Deployment has minimum availability.' }
    : {
        type,
        status: 'False',
        reason: 'MinimumReplicasUnavailable',
        message: 'Deployment does not have minimum availability.',
      };
}

/** Undefined as long as nothing has changed. */
function checkProgress(
  { status, metadata }: Stored<'deployments'>,
  set: string,
  counts: Counts,
  { replicas }: RolloutLimits,
): Finding | undefined {
  const found = (reason: string, message: string): Finding => ({
    type: 'Progressing',
    status: 'True',
    reason,
    message,
  });
  const before = status?.conditions?.find(({ type }) => type === 'Progressing');
  const isOld = metadata.generation !== status?.observedGeneration;
  if ([counts.replicas, counts.updatedReplicas, counts.availableReplicas].every((count) => count === replicas)) {
    return found('NewReplicaSetAvailable', `ReplicaSet "${set}" has successfully progressed.`);
  }
  if (before === undefined || (isOld && before.message?.includes(`"${set}"`) !== true)) {
    return found('NewReplicaSetCreated', `Created new replica set "${set}"`);
  }
  const more = (field: keyof Counts): boolean => counts[field] > (status?.[field] ?? 0);
  const oldLeft = (status?.replicas ?? 0) - (status?.updatedReplicas ?? 0);
  const progressed =
    more('updatedReplicas') ||
    more('readyReplicas') ||
    more('availableReplicas') ||
    counts.replicas - counts.updatedReplicas < oldLeft;
  return progressed ? found('ReplicaSetUpdated', `ReplicaSet "${set}" is progressing.`) : undefined;
}

/** Pods that could not be created, of the new ReplicaSet rather than of an old one. */
function findFailure(current: Stored<'replicasets'>, all: readonly Stored<'replicasets'>[]): Finding | undefined {
  const failures = [current, ...all].flatMap(({ status }) => status?.conditions ?? []);
  const found = failures.find(({ type }) => type === 'ReplicaFailure');
  return found && { type: found.type, status: found.status, reason: found.reason ?? '', message: found.message ?? '' };
}

/** A condition that changes its status or reason moves to the end; its transition time changes only with its status. */
function putCondition(conditions: readonly Condition[], finding: Finding, time: string): Condition[] {
  const before = conditions.find(({ type }) => type === finding.type);
  if (before?.status === finding.status && before.reason === finding.reason) return [...conditions];
  const lastTransitionTime = (before?.status === finding.status ? before.lastTransitionTime : time) ?? time;
  const others = conditions.filter(({ type }) => type !== finding.type);
  return [...others, { ...finding, lastUpdateTime: time, lastTransitionTime }];
}
