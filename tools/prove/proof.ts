// The proof that the suite can fail, and that it fails only when it should: what each scenario did under each fault, and the problems in it.
import type { FaultKind } from 'focus-sandbox/catalogue';
import type { CataloguedFault } from '../faults/catalogue';

/** A scenario by its `@id` tag; an outline counts as one. */
export interface ProvableScenario {
  readonly id: string;
  readonly title: string;
  /** Folder below `features/`. */
  readonly folder: string;
  /** Whether it takes minutes and loads the machine, as a soak or a run with hundreds of jobs does: it is run only under the faults that concern it. */
  readonly slow: boolean;
}

/** What one scenario did under one fault; an outline is red when one of its rows is. */
export type Reaction = 'red' | 'green' | 'not run';

export interface FaultRun {
  readonly fault: string;
  /** By `@id` tag. */
  readonly reactions: Readonly<Record<string, Reaction>>;
  /** The first line of each red scenario's failure. */
  readonly messages: Readonly<Record<string, string>>;
  /** Set when the run proves nothing: it did not end, or its exit code is not 0 or 1. */
  readonly broken?: string;
  readonly durationMs: number;
}

/**
 * `caught`: red as it must be · `missed`: green though it must be red · `also red`: red, as this fault allows · `false alarm`: red without a
 * reason · `tolerated`: green despite a random fault · `quiet`: green, as it should be · `not run`: not run under this fault.
 */
export type Cell = 'caught' | 'missed' | 'also red' | 'false alarm' | 'tolerated' | 'quiet' | 'not run';

/** Faults of at least this number of kinds must turn a scenario red; the kind is where the fault occurs. */
export const kindsDemanded = 3;

export interface ProofRow {
  readonly fault: CataloguedFault;
  readonly run: FaultRun;
  readonly cells: Readonly<Record<string, Cell>>;
}

export interface Proof {
  /** Whether it covers the whole catalogue: only then it is a problem when too few kinds of faults turn a scenario red. */
  readonly whole: boolean;
  readonly scenarios: readonly ProvableScenario[];
  readonly rows: readonly ProofRow[];
  /** By `@id` tag: the kinds of the faults that turned the scenario red as they must. */
  readonly kinds: Readonly<Record<string, readonly FaultKind[]>>;
  /** Names of the faults that this proof leaves to another command. */
  readonly leftOut: readonly string[];
  /** Why the proof does not hold, one sentence for each problem; empty when it holds. */
  readonly problems: readonly string[];
}

interface Extent {
  /** Whether the whole catalogue was run, except `leftOut`. */
  readonly whole: boolean;
  readonly leftOut?: readonly string[];
}

/** Judges the runs. */
export function judgeProof(
  scenarios: readonly ProvableScenario[],
  runs: readonly { readonly fault: CataloguedFault; readonly run: FaultRun }[],
  { whole, leftOut = [] }: Extent,
): Proof {
  const rows = runs.map(({ fault, run }) => ({ fault, run, cells: judgeReactions(scenarios, fault, run) }));
  const kinds = Object.fromEntries(scenarios.map(({ id }) => [id, listKinds(id, rows)]));
  const problems = [
    ...rows.flatMap((row) => findProblems(row, scenarios)),
    ...(whole ? scenarios.flatMap((scenario) => findMissingKinds(scenario, kinds[scenario.id] ?? [])) : []),
  ];
  return { whole, scenarios, rows, kinds, leftOut, problems };
}

/** Merges runs of different scenarios under the same fault into one. */
export function mergeRuns(parts: readonly FaultRun[]): FaultRun {
  const broken = parts.find((part) => part.broken !== undefined)?.broken;
  return {
    fault: parts[0]?.fault ?? '',
    reactions: Object.assign({}, ...parts.map(({ reactions }) => reactions)),
    messages: Object.assign({}, ...parts.map(({ messages }) => messages)),
    ...(broken === undefined ? {} : { broken }),
    durationMs: Math.max(...parts.map(({ durationMs }) => durationMs)),
  };
}

/** The `@id` tags of the scenarios that must run under the fault. */
export function listDemanded(fault: CataloguedFault, scenarios: readonly ProvableScenario[]): string[] {
  if (fault.tolerated !== true) return [...fault.caughtBy];
  return scenarios.filter(({ slow }) => !slow).map(({ id }) => id);
}

function judgeReactions(
  scenarios: readonly ProvableScenario[],
  fault: CataloguedFault,
  run: FaultRun,
): Record<string, Cell> {
  return Object.fromEntries(scenarios.map(({ id }) => [id, judgeReaction(fault, id, run.reactions[id] ?? 'not run')]));
}

function judgeReaction(fault: CataloguedFault, id: string, reaction: Reaction): Cell {
  if (reaction === 'not run') return 'not run';
  if (fault.caughtBy.includes(id)) return reaction === 'red' ? 'caught' : 'missed';
  if (reaction === 'green') return fault.tolerated === true ? 'tolerated' : 'quiet';
  return fault.breaksJobs === true || fault.mayAlsoFail.includes(id) ? 'also red' : 'false alarm';
}

function findProblems({ fault, run, cells }: ProofRow, scenarios: readonly ProvableScenario[]): string[] {
  if (run.broken !== undefined) return [`${fault.name}: the run proves nothing: ${run.broken}`];
  const byCell = (cell: Cell) => Object.keys(cells).filter((id) => cells[id] === cell);
  const unknown = fault.caughtBy.filter((id) => !Object.hasOwn(cells, id));
  const notRun = listDemanded(fault, scenarios).filter((id) => cells[id] === 'not run');
  const reason = fault.tolerated === true ? 'every environment has such a fault' : 'the fault does not concern it';
  return [
    ...(isAimless(fault) ? [`${fault.name}: its record names no scenario that catches it`] : []),
    ...byCell('missed').map((id) => `${fault.name}: missed by ${id}`),
    ...byCell('false alarm').map(
      (id) => `${fault.name}: ${id} turned red, although ${reason}: ${run.messages[id] ?? ''}`,
    ),
    ...unknown.map((id) => `${fault.name}: its record names ${id}, which no scenario has`),
    ...notRun.map((id) => `${fault.name}: ${id} was not run`),
  ];
}

function isAimless({ caughtBy, tolerated }: CataloguedFault): boolean {
  return caughtBy.length === 0 && tolerated !== true;
}

function listKinds(id: string, rows: readonly ProofRow[]): FaultKind[] {
  return [...new Set(rows.filter(({ cells }) => cells[id] === 'caught').map(({ fault }) => fault.kind))].sort();
}

function findMissingKinds({ id, title }: ProvableScenario, kinds: readonly FaultKind[]): string[] {
  if (kinds.length === 0) return [`no fault turns ${id} red (${title})`];
  if (kinds.length >= kindsDemanded) return [];
  return [
    `${id} is caught by faults of ${kinds.length} of ${kindsDemanded} kinds only: ${kinds.join(', ')} (${title})`,
  ];
}
