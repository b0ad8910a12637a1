// The status of a Deployment, as its controller writes it.
import type { Draft, Stored } from '../../store';
import type { RolloutLimits } from './rollout';

type Status = NonNullable<Draft<'deployments'>['status']>;
type Condition = NonNullable<Status['conditions']>[number];

/** The status that follows from the ReplicaSets; conditions keep the time at which they last changed. */
export function statusOf(
  deployment: Stored<'deployments'>,
  current: Stored<'replicasets'>,
  all: readonly Stored<'replicasets'>[],
  { limits, time }: { readonly limits: RolloutLimits; readonly time: string },
): Status {
  const total = (field: 'replicas' | 'readyReplicas' | 'availableReplicas'): number =>
    all.reduce((sum, { status }) => sum + (status?.[field] ?? 0), 0);
  const replicas = total('replicas');
  const availableReplicas = total('availableReplicas');
  const updatedReplicas = current.status?.replicas ?? 0;
  const unavailableReplicas = Math.max(limits.replicas - availableReplicas, replicas - availableReplicas, 0);
  const counts = {
    replicas,
    updatedReplicas,
    readyReplicas: total('readyReplicas'),
    availableReplicas,
    unavailableReplicas,
  };
  const complete = [replicas, updatedReplicas, availableReplicas].every((count) => count === limits.replicas);
  const known = deployment.status?.conditions ?? [];
  const available = availability(availableReplicas >= limits.replicas - limits.maxUnavailable);
  return {
    observedGeneration: deployment.metadata.generation ?? 1,
    ...Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
    conditions: [available, progress(current.metadata.name, complete)].map((next) => dated(next, known, time)),
  };
}

type Finding = Pick<Condition, 'type' | 'status'> & { readonly reason: string; readonly message: string };

function availability(enough: boolean): Finding {
  return enough
    ? {
        type: 'Available',
        status: 'True',
        reason: 'MinimumReplicasAvailable',
        message: 'Deployment has minimum availability.',
      }
    : {
        type: 'Available',
        status: 'False',
        reason: 'MinimumReplicasUnavailable',
        message: 'Deployment does not have minimum availability.',
      };
}

function progress(name: string, complete: boolean): Finding {
  const [reason, message] = complete
    ? ['NewReplicaSetAvailable', `ReplicaSet "${name}" has successfully progressed.`]
    : ['ReplicaSetUpdated', `ReplicaSet "${name}" is progressing.`];
  return { type: 'Progressing', status: 'True', reason, message };
}

function dated(finding: Finding, known: readonly Readonly<Condition>[], time: string): Condition {
  const before = known.find(({ type }) => type === finding.type);
  const transition = before?.status === finding.status ? before.lastTransitionTime : time;
  const same = before?.status === finding.status && before.reason === finding.reason;
  return {
    ...finding,
    lastUpdateTime: (same ? before?.lastUpdateTime : time) ?? time,
    lastTransitionTime: transition ?? time,
  };
}
