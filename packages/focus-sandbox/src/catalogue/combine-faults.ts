// Combines the behaviours of several faults into what a sandbox is started with.
import { type ClusterPolicy, type NodeSpec, usualNode } from 'kube-sandbox';
import type { StandInOptions } from '../deployment/options';
import type { FaultBehavior } from '../fault';
import { gpuShare } from '../stand-in/jobs/job-objects';
import { checkFaultNames, type Fault, loadFault } from './fault-files';
import { sandboxNames } from './sandbox-names';
import { mergeSmaller } from './smaller-amounts';

/** The node of a sandbox whose nodes no fault changes: it has a GPU share for each of its 1,000 jobs. */
export const sandboxNode: NodeSpec = {
  ...usualNode,
  allocatable: { ...usualNode.allocatable, [gpuShare]: '1100' },
};

export interface CombinedFaults {
  /** Of the embedded cluster. */
  readonly policies: readonly ClusterPolicy[];
  readonly nodes: readonly NodeSpec[];
  /** Of the stand-in's deployment, in any cluster. */
  readonly standIn: Pick<StandInOptions, 'serverFaults' | 'podDeviations'> & Partial<StandInOptions>;
  /** Names of the faults that only the embedded cluster can show. */
  readonly embeddedOnly: readonly string[];
}

/** Loads the faults and combines them; of two amounts of the same thing the smaller one counts. Throws `UnknownFaultError`. */
export function combineFaults(names: readonly string[]): CombinedFaults {
  checkFaultNames(names);
  return combineBehaviors(names.map(loadFault));
}

/** As `combineFaults`, of faults that are loaded. */
export function combineBehaviors(faults: readonly Pick<Fault, 'name' | 'behavior'>[]): CombinedFaults {
  const behaviors = faults.map(({ behavior }) => behavior);
  const cluster = behaviors.map((behavior) => resolve(behavior.cluster));
  const deployment = behaviors.map((behavior) => resolve(behavior.deployment));
  return {
    policies: cluster.flatMap(({ policies = [] }) => policies),
    nodes: buildNodes(mergeSmaller(cluster.map(({ nodes = {} }) => nodes))),
    standIn: {
      ...mergeSmaller(deployment),
      serverFaults: faults.filter(({ behavior }) => behavior.server !== undefined).map(({ name }) => name),
      podDeviations: Object.assign({}, ...behaviors.map(({ pods }) => pods)),
    },
    embeddedOnly: faults.filter(({ behavior }) => isEmbeddedOnly(behavior)).map(({ name }) => name),
  };
}

function resolve<Part extends object>(
  part: Part | ((names: typeof sandboxNames) => Part) | undefined,
): Part | Record<string, never> {
  return typeof part === 'function' ? part(sandboxNames) : (part ?? {});
}

/** In the order in which the faults name them. */
function buildNodes(amounts: Readonly<Record<string, Readonly<Record<string, string>>>>): NodeSpec[] {
  const nodes = Object.entries(amounts).map(([name, changed]) => ({
    name,
    allocatable: { ...sandboxNode.allocatable, ...changed },
  }));
  return nodes.length > 0 ? nodes : [sandboxNode];
}

/** What the server or its pods do shows in any cluster; the embedded one may then add what a real one does by itself. */
function isEmbeddedOnly({ cluster, server, pods }: FaultBehavior): boolean {
  return cluster !== undefined && server === undefined && pods === undefined;
}
