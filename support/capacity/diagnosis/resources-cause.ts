// Resources of the nodes that ran out: GPU shares, CPU and memory requests, and the number of pods.
import { amountText, bareAmount, countText, quotable } from '../figures';
import type { Judge } from './cause';
import { type Demand, demandOf, demandWithAllNodes, shortfall } from './demand';
import { notJudged, quotes } from './evidence';
import type { Facts, UnplacedJob } from './facts';
import { borneByAbsentNodes } from './nodes-cause';

interface Resource {
  /** Whether the cause speaks of the resource of this name. */
  readonly is: (name: string) => boolean;
  /** Begins the summary: `GPU shares exhausted`. */
  readonly exhausted: string;
  readonly unit: string;
  /** How more of it is had. */
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
    const borne = new Set(borneByAbsentNodes(facts));
    const blocked = lacking.filter((job) => !borne.has(job));
    const [first] = blocked;
    if (first === undefined) return lacking.length > 0 ? enoughWithAllNodes(kind, facts) : clearance(kind, facts);
    const resource = [...first.lacking].find(kind.is) ?? '';
    const demand = demandOf(resource, facts);
    const withAll = borne.size === 0 ? demand : demandWithAllNodes(resource, facts);
    const pods = countText(blocked.length, 'pod');
    return {
      confidence: 'high',
      jobs: blocked.map(({ job }) => job),
      summary: `${kind.exhausted}: ${usage(kind, resource, demand)}${pods} pending (${shownReason(resource, first)})`,
      evidence: [
        ...quotes(blocked.map(({ message }) => message)),
        demand === undefined ? nodesUnread(facts) : nodeLine(resource, demand),
      ],
      immediateAction: actionFor(resource, withAll, { facts, blocked: blocked.length, isWithAll: borne.size > 0 }),
      nextStep: kind.remedy,
    };
  };
}

function usage({ unit }: Resource, resource: string, demand: Demand | undefined): string {
  if (demand === undefined) return '';
  return `${bareAmount(resource, demand.requested)} of ${bareAmount(resource, demand.allocatable)}${unit} requested, `;
}

/** As the scheduler puts it, or else as the kubelet did that sent the pod away. */
function shownReason(resource: string, { reasons, message }: UnplacedJob): string {
  if (reasons.length === 0) return quotable(message, 120);
  return `FailedScheduling: ${resource === 'pods' ? 'Too many pods' : `Insufficient ${resource}`}`;
}

function nodeLine(resource: string, { requested, allocatable, others }: Demand): string {
  return `nodes that take pods: ${amountText(resource, allocatable)} allocatable, ${bareAmount(resource, requested)} requested at most, ${bareAmount(resource, others)} of them before the first job`;
}

function nodesUnread({ record }: Facts): string {
  return `the nodes could not be read: ${quotable(record.notMeasured ?? 'none was seen that offers the resource')}`;
}

interface Blocked {
  readonly facts: Facts;
  readonly blocked: number;
  /** The demand is of all nodes, those that are out of service included. */
  readonly isWithAll: boolean;
}

function actionFor(resource: string, demand: Demand | undefined, { facts, blocked, isWithAll }: Blocked): string {
  const { target } = facts.record.plan;
  const jobs = countText(target, 'job');
  if (demand === undefined) {
    return `add ${resource} for ${countText(blocked + facts.notDue, 'job')} (${jobs} are wanted)`;
  }
  const others = demand.others > 0 ? `, others ${bareAmount(resource, demand.others)}` : '';
  const why = `${bareAmount(resource, demand.allocatable)} allocatable${isWithAll ? ' with all nodes back' : ''}, ${jobs} request ${bareAmount(resource, demand.jobs)}${others}`;
  const missing = amountText(resource, shortfall(demand, resource, blocked, facts));
  return resource === 'pods' ? `raise the nodes' pod limit by ${missing} in all (${why})` : `add ${missing} (${why})`;
}

function enoughWithAllNodes(kind: Resource, facts: Facts) {
  return {
    because: `${[...requestedShares(kind, facts), 'but the nodes that are out of service would bear the rest'].join(', ')}`,
  };
}

function clearance(kind: Resource, facts: Facts) {
  if (facts.noEvents !== undefined) return notJudged(facts.noEvents);
  return { because: [...requestedShares(kind, facts), 'no FailedScheduling event names it'].join(', ') };
}

function requestedShares({ is }: Resource, facts: Facts): string[] {
  const { perJob, nodes } = facts.record;
  const known = new Set([...Object.keys(perJob), ...nodes.flatMap(({ allocatable }) => Object.keys(allocatable))]);
  return [...known].filter(is).flatMap((name) => {
    const demand = demandOf(name, facts);
    if (demand === undefined) return [];
    return [`${bareAmount(name, demand.requested)} of ${amountText(name, demand.allocatable)} requested`];
  });
}
