// How much of a resource the nodes offer, how much was requested, and how much the target needs.
import { sum } from 'simple-statistics';
import type { CapacityNode } from '../capacity-record';
import type { Facts } from './facts';
import { stateTaint } from './scheduling';

export interface Demand {
  readonly allocatable: number;
  /** The most that was requested at once on these nodes. */
  readonly requested: number;
  /** Requested before the first job: what others hold. */
  readonly others: number;
  /** What all jobs of the target request together. */
  readonly jobs: number;
}

/** Of the nodes that take jobs. Undefined where none offers the resource, or the nodes could not be read. */
export function demandOf(resource: string, facts: Facts): Demand | undefined {
  return demandOn(takingJobs(facts).filter(isInService), resource, facts);
}

/** The same as if no node were out of service. */
export function demandWithAllNodes(resource: string, facts: Facts): Demand | undefined {
  return demandOn(takingJobs(facts), resource, facts);
}

/** Neither NotReady nor cordoned, nor tainted by Kubernetes because of its state. */
export function isInService({ ready, cordoned, condition }: CapacityNode): boolean {
  return ready && !cordoned && !stateTaint.test(condition);
}

/** Without those in service whose taint keeps jobs away on purpose: no job was ever there. */
function takingJobs({ record }: Facts): CapacityNode[] {
  const borne = new Set(record.jobs.map(({ pod }) => pod?.node));
  const isReserved = (node: CapacityNode) =>
    isInService(node) && purposefulTaint.test(node.condition) && !borne.has(node.name);
  return record.nodes.filter((node) => !isReserved(node));
}

const purposefulTaint = /(?<![\w./-])(?!node\.kubernetes\.io\/)[\w./-]+:(NoSchedule|NoExecute)\b/;

function demandOn(nodes: readonly CapacityNode[], resource: string, facts: Facts): Demand | undefined {
  const offering = nodes.filter(({ allocatable }) => resource in allocatable);
  if (offering.length === 0) return undefined;
  const requestedOf = (node: CapacityNode) => node.samples.map(({ requested }) => requested[resource] ?? 0);
  return {
    allocatable: sum(offering.map(({ allocatable }) => allocatable[resource] ?? 0)),
    requested: sum(offering.map((node) => Math.max(0, ...requestedOf(node)))),
    others: sum(offering.map((node) => requestedOf(node)[0] ?? 0)),
    jobs: perJob(resource, facts) * facts.record.plan.target,
  };
}

/** What one job requests; a job whose pods were not seen counts as one pod and one of an extended resource. */
export function perJob(resource: string, { record }: Facts): number {
  return record.perJob[resource] ?? (resource === 'pods' || resource.includes('/') ? 1 : 0);
}

/** How much has to be added for the target; `blocked` jobs had no room even where the sum would suffice. */
export function shortfall(demand: Demand, resource: string, blocked: number, facts: Facts): number {
  const short = demand.jobs + demand.others - demand.allocatable;
  return short > 0 ? short : blocked * perJob(resource, facts);
}
