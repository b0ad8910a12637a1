// Nodes that are NotReady or cordoned, and the jobs that would have run on them.
import { sum } from 'simple-statistics';
import type { CapacityJob, CapacityNode } from '../capacity-record';
import { formatGroupedCount, formatNumber, toQuotable } from '../figures';
import type { Judge } from './cause';
import { findPerJob, isInService } from './demand';
import { createNotJudged, describeNodes, formatSubject, quoteTexts } from './evidence';
import type { Facts, UnplacedJob } from './facts';
import { isNodeOutOfService } from './scheduling';

export const judgeNodes: Judge = (facts) => {
  const absent = listAbsentNodes(facts);
  const unplaced = findJobsForAbsentNodes(facts);
  const stranded = listStrandedJobs(facts);
  const jobs = [...new Set([...unplaced.map(({ job }) => job), ...stranded])];
  if (jobs.length === 0) return describeClearance(absent, facts);
  const isKnown = absent.length > 0;
  return {
    confidence: isKnown ? 'high' : 'medium',
    jobs,
    summary: `Node unavailable: ${isKnown ? describeStates(absent) : 'reported by the scheduler for nodes that could not be read'}; ${formatSubject(jobs.length, 'job', ['needs', 'need'])} it`,
    evidence: [
      ...quoteTexts(unplaced.map(({ message }) => message)),
      ...absent.map(
        (node) =>
          `${toQuotable(node.name)}: room for ${formatGroupedCount(countFittingJobs(node, facts), 'job')} (${describeOffer(node)})`,
      ),
      ...(stranded.length > 0
        ? [`${formatGroupedCount(stranded.length, 'pod')} lost with their node: ${describeNodes(stranded).join('')}`]
        : []),
    ],
    immediateAction: describeAction(absent, jobs.length, facts),
    nextStep: 'See "kubectl describe node" for why the node is out of service.',
  };
};

/**
 * The jobs without a node that would fit on the nodes that are out of service: as many as fit of those whose scheduling message names such a
 * node. If the nodes could not be read, all of these.
 */
export function findJobsForAbsentNodes(facts: Facts): readonly UnplacedJob[] {
  const absent = listAbsentNodes(facts);
  const waiting = facts.unplaced.filter((job) => namesAbsentNode(job, absent));
  if (absent.length === 0) return facts.record.nodes.length === 0 ? waiting : [];
  return waiting.slice(0, sum(absent.map((node) => countFittingJobs(node, facts))));
}

/** The nodes that take no pods now. */
function listAbsentNodes({ record }: Facts): CapacityNode[] {
  return record.nodes.filter((node) => !isInService(node));
}

function namesAbsentNode({ reasons }: UnplacedJob, absent: readonly CapacityNode[]): boolean {
  const named = reasons.map(isNodeOutOfService);
  return named.includes(true) || (named.includes('unnamed') && absent.length > 0);
}

/** The jobs whose pod had a node that is not Ready now. */
function listStrandedJobs({ missing, record }: Facts): CapacityJob[] {
  const lost = new Set(record.nodes.filter(({ ready }) => !ready).map(({ name }) => name));
  return missing.filter(({ pod }) => pod?.node !== undefined && lost.has(pod.node));
}

/** The number of further jobs that fit on the node, by every resource that a job requests. */
function countFittingJobs(node: CapacityNode, facts: Facts): number {
  const latest = node.samples.at(-1)?.requested ?? {};
  const requested = new Set([...Object.keys(facts.record.perJob), 'pods']);
  const fitting = [...requested].flatMap((resource) => {
    const offered = node.allocatable[resource] ?? 0;
    const each = findPerJob(resource, facts);
    return each > 0 ? [Math.floor((offered - (latest[resource] ?? 0)) / each + 1e-9)] : [];
  });
  return Math.max(Math.min(...fitting), 0);
}

function describeStates(nodes: readonly CapacityNode[]): string {
  return nodes.map((node) => `${toQuotable(node.name)} is ${describeState(node)}`).join(', ');
}

function describeState({ ready, cordoned, condition }: CapacityNode): string {
  if (!ready) return condition === '' ? 'NotReady' : `NotReady (${toQuotable(condition, 120)})`;
  return cordoned ? 'cordoned' : `out of service (${toQuotable(condition, 120)})`;
}

function describeOffer({ allocatable }: CapacityNode): string {
  const devices = Object.entries(allocatable).filter(([name]) => name.includes('/'));
  const offers = [
    ...devices.map(([name, amount]) => `${formatNumber(amount)} ${name}`),
    `${formatNumber(allocatable.pods ?? 0)} pods`,
  ];
  return `${offers.join(', ')} allocatable`;
}

function describeAction(absent: readonly CapacityNode[], missing: number, facts: Facts): string {
  const { target } = facts.record.plan;
  const there = `${formatGroupedCount(missing, 'missing job')} of ${formatNumber(target)} would run there`;
  if (absent.length === 0) return `return the nodes that take no pods to service: ${there}`;
  const steps = absent.map((node) => {
    const name = toQuotable(node.name);
    const how = node.ready && node.cordoned ? `kubectl uncordon ${name}` : `make ${name} Ready again`;
    return `${how} (room for ${formatGroupedCount(countFittingJobs(node, facts), 'job')})`;
  });
  return `${steps.join(', ')}: ${there}`;
}

function describeClearance(absent: readonly CapacityNode[], { record, unplaced }: Facts) {
  if (absent.length > 0) return { because: `${describeStates(absent)}, but no missing job waits for them` };
  if (record.nodes.length > 0)
    return { because: `${formatSubject(record.nodes.length, 'node', ['is', 'are'])} Ready and not cordoned` };
  if (unplaced.length > 0) return { because: 'no FailedScheduling event names a node that is out of service' };
  return createNotJudged(`the nodes could not be read (${toQuotable(record.notMeasured ?? 'none was seen')})`);
}
