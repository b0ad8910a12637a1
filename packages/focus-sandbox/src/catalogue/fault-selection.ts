// Finds the faults that were asked for by name, and whom each is for.
import type { ClusterPolicy } from 'kube-sandbox';
import { clusterPolicies } from './cluster-policies';
import { type Fault, faults } from './faults';
import { nearest } from './nearest';
import type { Size } from './size';

/** A name that is not in the catalogue; the message gives the nearest ones that are. */
export class UnknownFaultError extends Error {
  override readonly name = 'UnknownFaultError';
}

export interface SelectedFaults {
  /** For the embedded cluster. */
  readonly policies: readonly ClusterPolicy[];
  readonly standIn: readonly string[];
  /** Names of all that no other cluster can show. */
  readonly embeddedOnly: readonly string[];
  /** What the faults make of the sandbox's size. */
  readonly sizes: readonly Size[];
}

/** Divides fault names by the part that shows them. Throws `UnknownFaultError`. */
export function selectFaults(names: readonly string[]): SelectedFaults {
  const selected = names.map(findFault);
  const of = (part: Fault['part']) => selected.filter((fault) => fault.part === part).map(({ name }) => name);
  return {
    policies: selected.flatMap(({ name }) => clusterPolicies[name] ?? []),
    standIn: of('stand-in'),
    embeddedOnly: of('cluster'),
    sizes: selected.flatMap(({ size }) => (size === undefined ? [] : [size])),
  };
}

function findFault(name: string): Fault {
  const fault = faults.find((candidate) => candidate.name === name);
  if (fault === undefined) {
    const names = nearest(
      name,
      faults.map((candidate) => candidate.name),
    );
    throw new UnknownFaultError(`unknown fault "${name}"; nearest: ${names.join(', ')}`);
  }
  return fault;
}
