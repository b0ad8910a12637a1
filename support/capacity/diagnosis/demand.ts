// How much of a resource the nodes offer, how much was requested, and how much the target needs.
import { sum } from 'simple-statistics';
import type { CapacityNode } from '../capacity-record';
import type { Facts } from './facts';
import { stateTaint } from './scheduling';

export interface Demand {
  readonly allocatable: number;
  /** The most that was requested at once on these nodes. */
  readonly requested: number;
  /** Requested before the first job, by other pods. */
  readonly others: number;
  /** What all jobs of the target request together. */
  readonly jobs: number;
}

/** The demand on the nodes that take jobs; undefined if none offers the resource, or the nodes could not be read. */
export function computeDemand(resource: string, facts: Facts): Demand | undefined {
  return computeDemandOn(listNodesForJobs(facts).filter(isInService), resource, facts);
}

/** The same, as if no node were out of service. */
export function computeDemandWithAllNodes(resource: string, facts: Facts): Demand | undefined {
  return computeDemandOn(listNodesForJobs(facts), resource, facts);
}

/** Neither NotReady nor cordoned, nor tainted by Kubernetes because of its state. */
export function isInService({ ready, cordoned, condition }: CapacityNode): boolean {
  return ready && !cordoned && !stateTaint.test(condition);
}

/** The nodes without those in service whose taint excludes jobs on purpose: no job ever ran there. */
function listNodesForJobs({ record }: Facts): CapacityNode[] {
  const used = new Set(record.jobs.map(({ pod }) => pod?.node));
  const isReserved = (node: CapacityNode) =>
    isInService(node) && purposefulTaint.test(node.condition) && !used.has(node.name);
  return record.nodes.filter((node) => !isReserved(node));
}

const purposefulTaint = /(?<![\w./-])(?!node\.kubernetes\.io\/)[\w./-]+:(NoSchedule|NoExecute)\b/;

function computeDemandOn(nodes: readonly CapacityNode[], resource: string, facts: Facts): Demand | undefined {
  const offering = nodes.filter(({ allocatable }) => resource in allocatable);
  if (offering.length === 0) return undefined;
  const listRequested = (node: CapacityNode) => node.samples.map(({ requested }) => requested[resource] ?? 0);
  return {
    allocatable: sum(offering.map(({ allocatable }) => allocatable[resource] ?? 0)),
    requested: sum(offering.map((node) => Math.max(0, ...listRequested(node)))),
    others: sum(offering.map((node) => listRequested(node)[0] ?? 0)),
    jobs: findPerJob(resource, facts) * facts.record.plan.target,
  };
}

/** What one job requests; a job whose pods were not seen counts as one pod and one of an extended resource. */
export function findPerJob(resource: string, { record }: Facts): number {
  return record.perJob[resource] ?? (resource === 'pods' || resource.includes('/') ? 1 : 0);
}

/** How much must be added for the target; `blocked` jobs did not fit even if the sum would be enough. */
export function computeShortfall(demand: Demand, resource: string, blocked: number, facts: Facts): number {
  const short = demand.jobs + demand.others - demand.allocatable;
  return short > 0 ? short : blocked * findPerJob(resource, facts);
}
