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
