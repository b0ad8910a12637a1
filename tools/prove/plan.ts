// What a proof runs: which faults, in which order, and which scenarios under each of them.
import type { Fault } from '../../packages/focus-sandbox/src/catalogue/fault';
import { readFeatures } from '../check/gherkin/parse';
import { demandedOf, type ProvableScenario } from './proof';

/** Every scenario of the features, by its `@id` tag; what is not made to decide yet (`features/backlog`) is left out. */
export function provableScenarios(cwd: string): ProvableScenario[] {
  return readFeatures(cwd).scenarios.flatMap(({ uri, scenario }) => {
    const tags = scenario.tags.map(({ name }) => name);
    const id = tags.find((name) => name.startsWith('@id:'));
    const folder = uri.split('/')[1] ?? '';
    const slow = folder === 'capacity' || tags.includes('@soak');
    return id === undefined || folder === 'backlog' ? [] : [{ id, title: scenario.name, folder, slow }];
  });
}

/** Faults that show at once come first: an answer needs no deadline to pass. */
const layersByHaste: readonly Fault['layer'][] = ['answer', 'object', 'program', 'network', 'node', 'controller'];

/** One fault at least for each scenario that is not slow, as few as a first look finds. */
export function quickFaults(faults: readonly Fault[], scenarios: readonly ProvableScenario[]): Fault[] {
  const slow = new Set(scenarios.flatMap(({ id, slow }) => (slow ? [id] : [])));
  const hasty = faults
    .map((fault) => ({ ...fault, caughtBy: fault.caughtBy.filter((id) => !slow.has(id)) }))
    .toSorted((one, other) => hasteOf(one) - hasteOf(other));
  const chosen: Fault[] = [];
  for (const { id } of scenarios) {
    if (chosen.some(({ caughtBy }) => caughtBy.includes(id))) continue;
    chosen.push(...hasty.filter(({ caughtBy }) => caughtBy.includes(id)).slice(0, 1));
  }
  return chosen;
}

/** The faults of capacity are twenty causes for one scenario: a proof takes the first of each kind, `npm run prove:capacity` takes them all. */
export function withoutRepetition(faults: readonly Fault[]): { readonly kept: Fault[]; readonly leftOut: string[] } {
  const isRepeated = (fault: Fault) =>
    fault.features.includes('capacity') &&
    faults.find(({ features, layer }) => features.includes('capacity') && layer === fault.layer) !== fault;
  return {
    kept: faults.filter((fault) => !isRepeated(fault)),
    leftOut: faults.filter(isRepeated).map(({ name }) => name),
  };
}

/** Longest first, so that no long run is left over when the others are done. */
export function longestFirst(faults: readonly Fault[], scenarios: readonly ProvableScenario[]): Fault[] {
  return faults.toSorted((one, other) => lengthOf(other, scenarios) - lengthOf(one, scenarios));
}

/**
 * The `@id` tags to run under the fault: all that have to be looked at and `sampleSize` others. The sample moves on with `turn`, the
 * fault's place in the catalogue, so that over the whole catalogue every scenario is heard. Slow scenarios are no part of samples.
 */
export function scenariosFor(
  fault: Fault,
  scenarios: readonly ProvableScenario[],
  { turn, sampleSize }: { readonly turn: number; readonly sampleSize: number },
): string[] {
  const demanded = demandedOf(fault, scenarios);
  const others = scenarios.filter(({ id, slow }) => !slow && !demanded.includes(id));
  const size = fault.breaksJobs === true ? 0 : Math.min(sampleSize, others.length);
  const sample = Array.from(
    { length: size },
    (_, index) => others[(turn * sampleSize + index) % others.length]?.id ?? '',
  );
  return [...demanded, ...sample];
}

/** Divides the scenarios among sandboxes side by side where one alone would take too long. */
export function partsOf({ slowsDown }: Fault, ids: readonly string[]): string[][] {
  const parts = slowsDown === true ? Math.min(sandboxesWhenSlow, ids.length) : 1;
  return Array.from({ length: parts }, (_, part) => ids.filter((_id, index) => index % parts === part));
}

const sandboxesWhenSlow = 6;

function hasteOf({ layer }: Fault): number {
  return layersByHaste.indexOf(layer);
}

/** A rough measure: slow scenarios, then how long a fault of this kind is waited for, then the number of scenarios. */
function lengthOf(fault: Fault, scenarios: readonly ProvableScenario[]): number {
  const demanded = demandedOf(fault, scenarios);
  const slow = scenarios.filter(({ id, slow }) => slow && demanded.includes(id)).length;
  return (slow * 1_000 + hasteOf(fault) * 100 + demanded.length) * (fault.slowsDown === true ? 10 : 1);
}
