// Resources of the nodes that ran out: GPU shares, CPU and memory requests, and the number of pods.
import { amountText, bareAmount, countText, numberText, quotable } from '../wording';
import type { Finding, Judge } from './cause';
import { type Demand, demandOf, shortfall } from './demand';
import type { Facts, UnplacedJob } from './facts';

interface Resource {
  /** Whether the cause speaks of the resource of this name. */
  readonly is: (name: string) => boolean;
  /** Begins the summary: `GPU shares exhausted`. */
  readonly exhausted: string;
  /** How more of it is had, after the amount. */
  readonly remedy: string;
}

const gpu: Resource = {
  is: (name) => /gpu|nvidia|mig-|amd\.com|habana/i.test(name) && name.includes('/'),
  exhausted: 'GPU shares exhausted',
  remedy: 'Add a GPU node, or let the device plugin split each GPU into more shares.',
};

export const judgeGpu: Judge = (facts) => judgeResource(gpu, facts);

function judgeResource(kind: Resource, facts: Facts): Finding | { because: string } {
  const blocked = facts.unplaced.filter(({ lacking }) => [...lacking].some(kind.is));
  const names = namesOf(kind, facts, blocked);
  const [first] = blocked;
  if (first === undefined) return { because: clearance(names, facts) };
  const resource = [...first.lacking].find(kind.is) ?? '';
  const demand = demandOf(resource, facts);
  return {
    confidence: 'high',
    jobs: blocked.map(({ job }) => job),
    summary: `${kind.exhausted}: ${usage(resource, demand)}${countText(blocked.length, 'pod')} pending (FailedScheduling: ${shownReason(resource)})`,
    evidence: [
      `${countText(blocked.length, 'pod')}: "${quotable(first.message)}"`,
      ...(demand === undefined ? [nodesUnread(facts)] : [nodeLine(resource, demand)]),
    ],
    immediateAction: actionFor(resource, demand, { facts, blocked: blocked.length }),
    nextStep: kind.remedy,
  };
}

function namesOf(kind: Resource, { record }: Facts, blocked: readonly UnplacedJob[]): string[] {
  const named = [...blocked.flatMap(({ lacking }) => [...lacking]), ...Object.keys(record.perJob)];
  const offered = record.nodes.flatMap(({ allocatable }) => Object.keys(allocatable));
  return [...new Set([...named, ...offered])].filter(kind.is);
}

function usage(resource: string, demand: Demand | undefined): string {
  if (demand === undefined) return '';
  return `${bareAmount(resource, demand.requested)} of ${bareAmount(resource, demand.allocatable)} requested, `;
}

function shownReason(resource: string): string {
  return resource === 'pods' ? 'Too many pods' : `Insufficient ${resource}`;
}

function nodeLine(resource: string, { requested, allocatable, others }: Demand): string {
  return `nodes that take pods: ${amountText(resource, allocatable)} allocatable, ${bareAmount(resource, requested)} requested at most, ${bareAmount(resource, others)} of them before the first job`;
}

function nodesUnread({ record }: Facts): string {
  return `the nodes could not be read: ${quotable(record.notMeasured ?? 'none was seen that offers the resource')}`;
}

function actionFor(
  resource: string,
  demand: Demand | undefined,
  { facts, blocked }: { facts: Facts; blocked: number },
): string {
  const { target } = facts.record.plan;
  if (demand === undefined)
    return `add ${resource} for ${countText(blocked + facts.notDue, 'job')} (target ${numberText(target)})`;
  const others = demand.others > 0 ? ` and others ${bareAmount(resource, demand.others)}` : '';
  const why = `${bareAmount(resource, demand.allocatable)} allocatable, ${numberText(target)} jobs request ${bareAmount(resource, demand.jobs)}${others}`;
  return `add ${amountText(resource, shortfall(demand, resource, blocked, facts))} (${why})`;
}

function clearance(names: readonly string[], facts: Facts): string {
  if (facts.noEvents !== undefined) return `could not be judged: ${facts.noEvents}`;
  const used = names.flatMap((name) => {
    const demand = demandOf(name, facts);
    return demand === undefined
      ? []
      : [`${bareAmount(name, demand.requested)} of ${amountText(name, demand.allocatable)} requested`];
  });
  return [...used, 'no FailedScheduling event names it'].join(', ');
}
