// Finds the faults that were asked for by name, and whom each is for.
import { type Fault, faults } from './faults';
import { nearest } from './nearest';

/** A name that is not in the catalogue; the message gives the nearest ones that are. */
export class UnknownFaultError extends Error {
  override readonly name = 'UnknownFaultError';
}

export interface SelectedFaults {
  readonly cluster: readonly string[];
  readonly standIn: readonly string[];
}

/** Divides fault names by the part that shows them. Throws `UnknownFaultError`. */
export function selectFaults(names: readonly string[]): SelectedFaults {
  const selected = names.map(findFault);
  const of = (part: Fault['part']) => selected.filter((fault) => fault.part === part).map(({ name }) => name);
  return { cluster: of('cluster'), standIn: of('stand-in') };
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
