// Which scenarios are run under which fault: those that must catch it, and a sample of the others to hear false alarms.
import type { Fault } from '../../support/sandbox/catalogue/fault';
import { readFeatures } from '../check/gherkin/parse';
import type { ProvableScenario } from './proof';

/** Every scenario of the features, by its `@id` tag; what is not made to decide yet (`features/backlog`) is left out. */
export function provableScenarios(cwd: string): ProvableScenario[] {
  return readFeatures(cwd).scenarios.flatMap(({ uri, scenario }) => {
    const id = scenario.tags.find(({ name }) => name.startsWith('@id:'))?.name;
    const folder = uri.split('/')[1] ?? '';
    return id === undefined || folder === 'backlog' ? [] : [{ id, title: scenario.name, folder }];
  });
}

/** Faults that show at once come first: an answer needs no deadline to pass. */
const layersByHaste: readonly Fault['layer'][] = ['answer', 'object', 'program', 'network', 'node', 'controller'];

/** One fault at least for each scenario that is not `slow`, as few as a first look finds. */
export function quickFaults(
  faults: readonly Fault[],
  scenarios: readonly ProvableScenario[],
  slow: ReadonlySet<string>,
): Fault[] {
  const hasty = faults
    .filter(({ caughtBy }) => !caughtBy.some((id) => slow.has(id)))
    .toSorted((one, other) => layersByHaste.indexOf(one.layer) - layersByHaste.indexOf(other.layer));
  const chosen: Fault[] = [];
  for (const { id } of scenarios) {
    if (chosen.some(({ caughtBy }) => caughtBy.includes(id))) continue;
    chosen.push(...hasty.filter(({ caughtBy }) => caughtBy.includes(id)).slice(0, 1));
  }
  return chosen;
}

/**
 * The `@id` tags to run under the fault: all that must catch it and `sampleSize` others. The sample moves on with `turn`, the fault's
 * place in the catalogue, so that over the whole catalogue every scenario is heard. `slow` scenarios are no part of samples.
 */
export function scenariosFor(
  fault: Fault,
  scenarios: readonly ProvableScenario[],
  options: { readonly turn: number; readonly sampleSize: number; readonly slow: ReadonlySet<string> },
): string[] {
  const others = scenarios.filter(({ id }) => !fault.caughtBy.includes(id) && !options.slow.has(id));
  const size = fault.breaksJobs === true ? 0 : Math.min(options.sampleSize, others.length);
  const sample = Array.from(
    { length: size },
    (_, index) => others[(options.turn * options.sampleSize + index) % others.length]?.id ?? '',
  );
  return [...fault.caughtBy, ...sample];
}
