// What a proof runs: which faults, in which order, and which scenarios under each of them.
import type { FaultKind } from 'focus-sandbox/catalogue';
import { type CataloguedFault, findId, findProvable } from '../faults/catalogue';
import type { FeatureSet } from '../project/feature-set';
import { listDemanded, type ProvableScenario } from './proof';

/** Every scenario that a fault must be able to turn red. */
export function listScenarios(features: FeatureSet): ProvableScenario[] {
  return findProvable(features).map((found) => {
    const folder = found.uri.split('/')[1] ?? '';
    const slow = folder === 'capacity' || found.scenario.tags.some(({ name }) => name === '@soak');
    return { id: findId(found) ?? '', title: found.scenario.name, folder, slow };
  });
}

/** Kinds whose faults are seen at once come first: a wrong answer is seen without waiting for a deadline. */
const kindsBySpeed: readonly FaultKind[] = ['answer', 'object', 'program', 'network', 'node', 'controller'];

/** At least one fault for each scenario that is not slow, and few faults in all. */
export function selectQuickFaults(
  faults: readonly CataloguedFault[],
  scenarios: readonly ProvableScenario[],
): CataloguedFault[] {
  const slow = new Set(scenarios.flatMap(({ id, slow }) => (slow ? [id] : [])));
  const fastest = faults
    .map((fault) => ({ ...fault, caughtBy: fault.caughtBy.filter((id) => !slow.has(id)) }))
    .toSorted((one, other) => rankSpeed(one) - rankSpeed(other));
  const chosen: CataloguedFault[] = [];
  for (const { id } of scenarios) {
    if (chosen.some(({ caughtBy }) => caughtBy.includes(id))) continue;
    chosen.push(...fastest.filter(({ caughtBy }) => caughtBy.includes(id)).slice(0, 1));
  }
  return chosen;
}

/** The longest first, so that no long run is left when all others are done. */
export function sortLongestFirst(
  faults: readonly CataloguedFault[],
  scenarios: readonly ProvableScenario[],
): CataloguedFault[] {
  return faults.toSorted((one, other) => estimateLength(other, scenarios) - estimateLength(one, scenarios));
}

/**
 * The `@id` tags to run under the fault: all that the proof demands and `sampleSize` others. The sample moves on with `turn`, the
 * position of the fault in the catalogue, so that the whole catalogue runs every scenario. Slow scenarios are no part of samples; nor is
 * there a sample where no job runs, or where the capacity is used up.
 */
export function selectScenarios(
  fault: CataloguedFault,
  scenarios: readonly ProvableScenario[],
  { turn, sampleSize }: { readonly turn: number; readonly sampleSize: number },
): string[] {
  const demanded = listDemanded(fault, scenarios);
  const others = scenarios.filter(({ id, slow }) => !slow && !demanded.includes(id));
  const isUnusable = fault.breaksJobs === true || fault.provedApart === true;
  const size = isUnusable ? 0 : Math.min(sampleSize, others.length);
  const sample = Array.from(
    { length: size },
    (_, index) => others[(turn * sampleSize + index) % others.length]?.id ?? '',
  );
  return [...demanded, ...sample];
}

/** Divides the scenarios among several sandboxes where one alone would take too long. */
export function divideScenarios({ slowsDown, waitsLong }: CataloguedFault, ids: readonly string[]): string[][] {
  const parts = slowsDown === true || waitsLong === true ? Math.min(sandboxesWhenSlow, ids.length) : 1;
  return Array.from({ length: parts }, (_, part) => ids.filter((_id, index) => index % parts === part));
}

/** Such runs wait for nearly all of their time, so that a processor carries several. */
const sandboxesWhenSlow = 24;

function rankSpeed({ kind }: CataloguedFault): number {
  return kindsBySpeed.indexOf(kind);
}

/** A rough estimate from what is known of the fault, the slow scenarios, the usual wait for a fault of this kind, and the number of scenarios. */
function estimateLength(fault: CataloguedFault, scenarios: readonly ProvableScenario[]): number {
  const demanded = listDemanded(fault, scenarios);
  const slow = scenarios.filter(({ id, slow }) => slow && demanded.includes(id)).length;
  const waiting = fault.waitsLong === true ? 2_000 : 0;
  return (waiting + slow * 1_000 + rankSpeed(fault) * 100 + demanded.length) * (fault.slowsDown === true ? 10 : 1);
}
