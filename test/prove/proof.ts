// The proof that the suite can fail: which fault turned which scenario red, and what is wrong with that.
import type { Fault } from '../../support/sandbox/catalogue/fault';

/** A scenario by its `@id` tag; an outline counts as one. */
export interface ProvableScenario {
  readonly id: string;
  readonly title: string;
  /** Folder below `features/`. */
  readonly folder: string;
}

/** What one scenario did under one fault; an outline is red when one of its rows is. */
export type Reaction = 'red' | 'green' | 'not run';

export interface FaultRun {
  readonly fault: string;
  /** By `@id` tag. */
  readonly reactions: Readonly<Record<string, Reaction>>;
  /** The first line of what each red scenario says. */
  readonly messages: Readonly<Record<string, string>>;
  /** Set when the run proves nothing: it hung, or ended with another exit code than 0 or 1. */
  readonly broken?: string;
  readonly durationMs: number;
}

/** `caught`: red as it must be · `missed`: green though it must be red · `also red`: red, as may be with this fault · `false alarm`: red without a reason · `quiet`: green, as it should be · `not run`: not looked at. */
export type Cell = 'caught' | 'missed' | 'also red' | 'false alarm' | 'quiet' | 'not run';

export interface Proof {
  readonly scenarios: readonly ProvableScenario[];
  readonly rows: readonly {
    readonly fault: Fault;
    readonly run: FaultRun;
    readonly cells: Readonly<Record<string, Cell>>;
  }[];
  /** What keeps the proof from holding, one sentence each; empty when it holds. */
  readonly problems: readonly string[];
}

/** Judges the runs. `whole`: every fault of the catalogue was run, so that a scenario that no fault turns red is a problem too. */
export function judgeProof(
  scenarios: readonly ProvableScenario[],
  runs: readonly { readonly fault: Fault; readonly run: FaultRun }[],
  whole: boolean,
): Proof {
  const rows = runs.map(({ fault, run }) => ({ fault, run, cells: cellsOf(scenarios, fault, run) }));
  const problems = [
    ...rows.flatMap(({ fault, run, cells }) => problemsOf(fault, run, cells)),
    ...(whole ? scenarios.flatMap(({ id, title }) => neverCaught(id, title, rows)) : []),
  ];
  return { scenarios, rows, problems };
}

function cellsOf(scenarios: readonly ProvableScenario[], fault: Fault, run: FaultRun): Record<string, Cell> {
  return Object.fromEntries(scenarios.map(({ id }) => [id, cellOf(fault, id, run.reactions[id] ?? 'not run')]));
}

function cellOf(fault: Fault, id: string, reaction: Reaction): Cell {
  if (reaction === 'not run') return 'not run';
  if (fault.caughtBy.includes(id)) return reaction === 'red' ? 'caught' : 'missed';
  if (reaction === 'green') return 'quiet';
  return fault.breaksJobs === true || fault.alsoTouches?.includes(id) === true ? 'also red' : 'false alarm';
}

function problemsOf(fault: Fault, run: FaultRun, cells: Readonly<Record<string, Cell>>): string[] {
  if (run.broken !== undefined) return [`${fault.name}: the run proves nothing: ${run.broken}`];
  const byCell = (cell: Cell) => Object.keys(cells).filter((id) => cells[id] === cell);
  const unknown = fault.caughtBy.filter((id) => !Object.hasOwn(cells, id));
  const notRun = fault.caughtBy.filter((id) => cells[id] === 'not run');
  return [
    ...(fault.caughtBy.length === 0 ? [`${fault.name}: the catalogue names no scenario that catches it`] : []),
    ...byCell('missed').map((id) => `${fault.name}: missed by ${id}`),
    ...byCell('false alarm').map(
      (id) => `${fault.name}: ${id} turned red, although the fault does not concern it: ${run.messages[id] ?? ''}`,
    ),
    ...unknown.map((id) => `${fault.name}: the catalogue names ${id}, which no scenario has`),
    ...notRun.map((id) => `${fault.name}: ${id} was not run`),
  ];
}

function neverCaught(id: string, title: string, rows: Proof['rows']): string[] {
  return rows.some(({ cells }) => cells[id] === 'caught') ? [] : [`no fault turns ${id} red (${title})`];
}
