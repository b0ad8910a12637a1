// Nodes that are NotReady or cordoned, and what they would have borne.
import { sum } from 'simple-statistics';
import type { CapacityJob, CapacityNode } from '../capacity-record';
import { countText, numberText, quotable } from '../figures';
import type { Judge } from './cause';
import { isInService, perJob } from './demand';
import { notJudged, onNodes, quotes, subject } from './evidence';
import type { Facts, UnplacedJob } from './facts';
import { nodeOutOfService } from './scheduling';

export const judgeNodes: Judge = (facts) => {
  const absent = absentNodes(facts);
  const unplaced = borneByAbsentNodes(facts);
  const stranded = strandedJobs(facts);
  const jobs = [...new Set([...unplaced.map(({ job }) => job), ...stranded])];
  if (jobs.length === 0) return clearance(absent, facts);
  const isKnown = absent.length > 0;
  return {
    confidence: isKnown ? 'high' : 'medium',
    jobs,
    summary: `Node unavailable: ${isKnown ? statesOf(absent) : 'the scheduler says so of nodes that could not be read'}; ${subject(jobs.length, 'job', ['misses', 'miss'])} it`,
    evidence: [
      ...quotes(unplaced.map(({ message }) => message)),
      ...absent.map(
        (node) => `${quotable(node.name)}: room for ${countText(roomOf(node, facts), 'job')} (${offerOf(node)})`,
      ),
      ...(stranded.length > 0
        ? [`${countText(stranded.length, 'pod')} lost with their node: ${onNodes(stranded).join('')}`]
        : []),
    ],
    immediateAction: actionFor(absent, jobs.length, facts),
    nextStep: 'See "kubectl describe node" for why the node is out of service.',
  };
};

/**
 * The jobs without a node that would have one if the nodes that are out of service bore what they can: as many of those whose scheduling message
 * names such a node. Where the nodes could not be read, all of these.
 */
export function borneByAbsentNodes(facts: Facts): readonly UnplacedJob[] {
  const absent = absentNodes(facts);
  const waiting = facts.unplaced.filter((job) => namesAbsentNode(job, absent));
  if (absent.length === 0) return facts.record.nodes.length === 0 ? waiting : [];
  return waiting.slice(0, sum(absent.map((node) => roomOf(node, facts))));
}

/** Those that take no pods now. */
function absentNodes({ record }: Facts): CapacityNode[] {
  return record.nodes.filter((node) => !isInService(node));
}

function namesAbsentNode({ reasons }: UnplacedJob, absent: readonly CapacityNode[]): boolean {
  const named = reasons.map(nodeOutOfService);
  return named.includes(true) || (named.includes('unnamed') && absent.length > 0);
}

/** Pods that had a node which is not Ready now. */
function strandedJobs({ missing, record }: Facts): CapacityJob[] {
  const lost = new Set(record.nodes.filter(({ ready }) => !ready).map(({ name }) => name));
  return missing.filter(({ pod }) => pod?.node !== undefined && lost.has(pod.node));
}

/** How many jobs more the node could bear, by everything that a job requests. */
function roomOf(node: CapacityNode, facts: Facts): number {
  const latest = node.samples.at(-1)?.requested ?? {};
  const requested = new Set([...Object.keys(facts.record.perJob), 'pods']);
  const rooms = [...requested].flatMap((resource) => {
    const offered = node.allocatable[resource] ?? 0;
    const each = perJob(resource, facts);
    return each > 0 ? [Math.floor((offered - (latest[resource] ?? 0)) / each + 1e-9)] : [];
  });
  return Math.max(Math.min(...rooms), 0);
}

function statesOf(nodes: readonly CapacityNode[]): string {
  return nodes.map((node) => `${quotable(node.name)} is ${stateOf(node)}`).join(', ');
}

function stateOf({ ready, cordoned, condition }: CapacityNode): string {
  if (!ready) return condition === '' ? 'NotReady' : `NotReady (${quotable(condition, 120)})`;
  return cordoned ? 'cordoned' : `out of service (${quotable(condition, 120)})`;
}

function offerOf({ allocatable }: CapacityNode): string {
  const devices = Object.entries(allocatable).filter(([name]) => name.includes('/'));
  const offers = [
    ...devices.map(([name, amount]) => `${numberText(amount)} ${name}`),
    `${numberText(allocatable.pods ?? 0)} pods`,
  ];
  return `${offers.join(', ')} allocatable`;
}

function actionFor(absent: readonly CapacityNode[], missing: number, facts: Facts): string {
  const { target } = facts.record.plan;
  const there = `${countText(missing, 'missing job')} of ${numberText(target)} would run there`;
  if (absent.length === 0) return `bring the nodes back that take no pods: ${there}`;
  const steps = absent.map((node) => {
    const name = quotable(node.name);
    const how = node.ready && node.cordoned ? `kubectl uncordon ${name}` : `bring ${name} back to Ready`;
    return `${how} (room for ${countText(roomOf(node, facts), 'job')})`;
  });
  return `${steps.join(', ')}: ${there}`;
}

function clearance(absent: readonly CapacityNode[], { record, unplaced }: Facts) {
  if (absent.length > 0) return { because: `${statesOf(absent)}, but no missing job waits for room there` };
  if (record.nodes.length > 0)
    return { because: `${subject(record.nodes.length, 'node', ['is', 'are'])} Ready and not cordoned` };
  if (unplaced.length > 0) return { because: 'no FailedScheduling event names a node that is out of service' };
  return notJudged(`the nodes could not be read (${quotable(record.notMeasured ?? 'none was seen')})`);
}
