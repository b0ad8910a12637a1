// Finds the faults that were asked for by name, and whom each is for.

import { type Fault, faults } from './faults';
import { nearest } from './nearest';
import type { Size } from './size';

/** A name that is not in the catalogue; the message gives the nearest ones that are. */
export class UnknownFaultError extends Error {
  override readonly name = 'UnknownFaultError';
}

export interface SelectedFaults {
  /** Names for the embedded cluster; those that are but a size are left out. */
  readonly cluster: readonly string[];
  readonly standIn: readonly string[];
  /** Names of all that no other cluster can show. */
  readonly embeddedOnly: readonly string[];
  /** What the faults make of the sandbox's size. */
  readonly sizes: readonly Size[];
}

/** Divides fault names by the part that shows them. Throws `UnknownFaultError`. */
export function selectFaults(names: readonly string[]): SelectedFaults {
  const selected = names.map(findFault);
  const of = (part: Fault['part'], found = selected) =>
    found.filter((fault) => fault.part === part).map(({ name }) => name);
  const sizeless = selected.filter(({ size }) => size === undefined);
  return {
    cluster: of('cluster', sizeless),
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
