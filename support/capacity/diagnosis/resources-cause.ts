// Resources of the nodes that ran out: GPU shares, CPU and memory requests, and the number of pods.
import { formatAmount, formatBareAmount, formatGroupedCount, toQuotable } from '../figures';
import type { Judge } from './cause';
import { computeDemand, computeDemandWithAllNodes, computeShortfall, type Demand } from './demand';
import { createNotJudged, quoteTexts } from './evidence';
import type { Facts, UnplacedJob } from './facts';
import { findJobsForAbsentNodes } from './nodes-cause';

interface Resource {
  /** Whether the cause is about the resource of this name. */
  readonly is: (name: string) => boolean;
  /** The start of the summary, such as `GPU shares exhausted`. */
  readonly exhausted: string;
  readonly unit: string;
  /** How to get more of it. */
  readonly remedy: string;
}

export const judgeGpu = judgeResource({
  is: (name) => /gpu|nvidia|mig-|amd\.com|habana/i.test(name) && name.includes('/'),
  exhausted: 'GPU shares exhausted',
  unit: '',
  remedy: 'Add a GPU node, or let the device plugin split each GPU into more shares.',
});

export const judgeCpu = judgeResource({
  is: (name) => name === 'cpu',
  exhausted: 'CPU requests exhausted',
  unit: ' cores',
  remedy: 'Add a node or CPU to the nodes, or lower the CPU request of a job if it uses less.',
});

export const judgeMemory = judgeResource({
  is: (name) => name === 'memory',
  exhausted: 'Memory requests exhausted',
  unit: ' MiB',
  remedy: 'Add a node or memory to the nodes, or lower the memory request of a job if it uses less.',
});

export const judgePodLimit = judgeResource({
  is: (name) => name === 'pods',
  exhausted: 'Pod limit of the nodes reached',
  unit: ' pods',
  remedy: "Raise the kubelets' maxPods (and the pod network's range with it), or add a node.",
});

function judgeResource(kind: Resource): Judge {
  return (facts) => {
    const lacking = facts.unplaced.filter((job) => [...job.lacking].some(kind.is));
    const withAbsentNodes = new Set(findJobsForAbsentNodes(facts));
    const blocked = lacking.filter((job) => !withAbsentNodes.has(job));
    const [first] = blocked;
    if (first === undefined)
      return lacking.length > 0 ? describeEnoughWithAllNodes(kind, facts) : describeClearance(kind, facts);
    const resource = [...first.lacking].find(kind.is) ?? '';
    const demand = computeDemand(resource, facts);
    const withAll = withAbsentNodes.size === 0 ? demand : computeDemandWithAllNodes(resource, facts);
    const pods = formatGroupedCount(blocked.length, 'pod');
    return {
      confidence: 'high',
      jobs: blocked.map(({ job }) => job),
      summary: `${kind.exhausted}: ${describeUsage(kind, resource, demand)}${pods} pending (${describeReason(resource, first)})`,
      evidence: [
        ...quoteTexts(blocked.map(({ message }) => message)),
        demand === undefined ? describeUnreadNodes(facts) : describeDemand(resource, demand),
      ],
      immediateAction: describeAction(resource, withAll, {
        facts,
        blocked: blocked.length,
        isWithAll: withAbsentNodes.size > 0,
      }),
      nextStep: kind.remedy,
    };
  };
}

function describeUsage({ unit }: Resource, resource: string, demand: Demand | undefined): string {
  if (demand === undefined) return '';
  return `${formatBareAmount(resource, demand.requested)} of ${formatBareAmount(resource, demand.allocatable)}${unit} requested, `;
}

/** The reason of the scheduler, or of the kubelet that rejected the pod. */
function describeReason(resource: string, { reasons, message }: UnplacedJob): string {
  if (reasons.length === 0) return toQuotable(message, 120);
  return `FailedScheduling: ${resource === 'pods' ? 'Too many pods' : `Insufficient ${resource}`}`;
}

function describeDemand(resource: string, { requested, allocatable, others }: Demand): string {
  return `nodes that take pods: ${formatAmount(resource, allocatable)} allocatable, ${formatBareAmount(resource, requested)} requested at most, ${formatBareAmount(resource, others)} of them before the first job`;
}

function describeUnreadNodes({ record }: Facts): string {
  return `the nodes could not be read: ${toQuotable(record.notMeasured ?? 'none was seen that offers the resource')}`;
}

interface Blocked {
  readonly facts: Facts;
  readonly blocked: number;
  /** The demand includes the nodes that are out of service. */
  readonly isWithAll: boolean;
}

function describeAction(resource: string, demand: Demand | undefined, { facts, blocked, isWithAll }: Blocked): string {
  const { target } = facts.record.plan;
  const jobs = formatGroupedCount(target, 'job');
  if (demand === undefined) {
    return `add ${resource} for ${formatGroupedCount(blocked + facts.notDue, 'job')} (${jobs} are wanted)`;
  }
  const others = demand.others > 0 ? `, others ${formatBareAmount(resource, demand.others)}` : '';
  const why = `${formatBareAmount(resource, demand.allocatable)} allocatable${isWithAll ? ' with all nodes in service' : ''}, ${jobs} request ${formatBareAmount(resource, demand.jobs)}${others}`;
  const missing = formatAmount(resource, computeShortfall(demand, resource, blocked, facts));
  return resource === 'pods' ? `raise the nodes' pod limit by ${missing} in all (${why})` : `add ${missing} (${why})`;
}

function describeEnoughWithAllNodes(kind: Resource, facts: Facts) {
  return {
    because: `${[...listRequestedShares(kind, facts), 'but the nodes that are out of service would sustain the rest'].join(', ')}`,
  };
}

function describeClearance(kind: Resource, facts: Facts) {
  if (facts.noEvents !== undefined) return createNotJudged(facts.noEvents);
  return { because: [...listRequestedShares(kind, facts), 'no FailedScheduling event names it'].join(', ') };
}

function listRequestedShares({ is }: Resource, facts: Facts): string[] {
  const { perJob, nodes } = facts.record;
  const known = new Set([...Object.keys(perJob), ...nodes.flatMap(({ allocatable }) => Object.keys(allocatable))]);
  return [...known].filter(is).flatMap((name) => {
    const demand = computeDemand(name, facts);
    if (demand === undefined) return [];
    return [`${formatBareAmount(name, demand.requested)} of ${formatAmount(name, demand.allocatable)} requested`];
  });
}
