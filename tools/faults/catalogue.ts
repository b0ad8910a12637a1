// The catalogue: every fault with the scenarios that it concerns, from the files of the faults and from the features.
import { type FaultRecord, listFaultNames, loadFault, type Scenarios } from 'focus-sandbox/catalogue';
import type { FeatureSet, ScenarioInFile } from '../project/feature-set';
import { findMembers } from './scenario-groups';

export interface CataloguedFault extends Omit<FaultRecord, 'caughtBy' | 'mayAlsoFail'> {
  readonly name: string;
  /** `@id` tags of the scenarios that must catch it, in the order of the features. */
  readonly caughtBy: readonly string[];
  /** `@id` tags of further scenarios that may turn red. */
  readonly mayAlsoFail: readonly string[];
}

/** Every fault, sorted by name. */
export function readCatalogue(features: FeatureSet): CataloguedFault[] {
  return listFaultNames().map((name) => createCataloguedFault(name, loadFault(name).record, features));
}

/** The scenarios of a record by their `@id` tags; a group in it stands for all of its scenarios. */
export function createCataloguedFault(name: string, record: FaultRecord, features: FeatureSet): CataloguedFault {
  const caughtBy = resolve(record.caughtBy, features);
  const mayAlsoFail = resolve(record.mayAlsoFail ?? [], features).filter((id) => !caughtBy.includes(id));
  return { ...record, name, caughtBy, mayAlsoFail };
}

/** The scenarios that at least one fault must be able to turn red: all with an `@id`, except those that are not promised yet. */
export function findProvable({ scenarios }: FeatureSet): ScenarioInFile[] {
  return scenarios.filter(
    (scenario) => findId(scenario) !== undefined && !scenario.uri.startsWith('features/backlog/'),
  );
}

/** The `@id` tag of a scenario; undefined when it has none. */
export function findId({ scenario }: ScenarioInFile): string | undefined {
  return scenario.tags.find(({ name }) => name.startsWith('@id:'))?.name;
}

/** An `@id` that no feature has comes last. */
function resolve(named: readonly Scenarios[], features: FeatureSet): string[] {
  const order = features.scenarios.map(findId);
  const ids = named.flatMap((name) =>
    name.startsWith('@id:') ? [name] : findMembers(name, features).flatMap((scenario) => findId(scenario) ?? []),
  );
  const rank = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length);
  return [...new Set(ids)].sort((one, other) => rank(one) - rank(other));
}
