// `npm run bench -- --against DIR`: compares this checkout with another one and prints one table.
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import { median } from 'simple-statistics';
import { openCheckout } from './checkout';
import { type ComparedFigure, compareCheckouts } from './compare';
import { measurements } from './compared-figures';
import { type RecordedComparison, recordComparison } from './performance-record';
import { computeRatio, formatTable } from './table';

export interface RunOptions {
  readonly against: string;
  readonly rounds: number;
  /** Measures what takes minutes too. */
  readonly long: boolean;
  /** Measures only what has this text in its name. */
  readonly only?: string | undefined;
  /** Writes the result to docs/performance.json. */
  readonly record: boolean;
}

const root = path.resolve(__dirname, '../../..');
const recordFile = path.join(root, 'docs/performance.json');

/** Prints the table. @throws UsageError for a folder that cannot be measured, Error when a command of a checkout fails */
export async function runComparison({ against, rounds, long, only = '', record }: RunOptions): Promise<void> {
  const checkouts = [await openCheckout(root), await openCheckout(path.resolve(against))] as const;
  const [ours, theirs] = checkouts;
  process.stdout.write(`ours ${ours.name}, theirs ${theirs.name}; ${describeMachine()}; ${rounds} rounds in turn\n`);
  const chosen = measurements.filter(
    ({ isLong, figures }) => (long || !isLong) && figures.some(({ name }) => name.includes(only)),
  );
  const onStart = (line: string) => process.stderr.write(`${line}\n`);
  const compared: ComparedFigure[] = [];
  for (const measurement of chosen)
    compared.push(...(await compareCheckouts(measurement, checkouts, { rounds, onStart })));
  for (const line of formatTable(compared)) process.stdout.write(`${line}\n`);
  if (record) recordComparison(recordFile, toRecord(compared, { commit: ours.name, against: theirs.name, rounds }));
}

function describeMachine(): string {
  const all = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${all.length} × ${all[0]?.model.trim() ?? 'unknown processor'}, ${memory} GiB, Node.js ${process.version}`;
}

function toRecord(
  figures: readonly ComparedFigure[],
  run: Pick<RecordedComparison, 'commit' | 'against' | 'rounds'>,
): RecordedComparison {
  return {
    date: new Date().toISOString().slice(0, 10),
    ...run,
    machine: describeMachine(),
    node: process.version,
    figures: figures.map(({ name, unit, required, goal, load, ...values }) => ({
      name: name.trim(),
      unit,
      ours: round(median([...values.ours])),
      theirs: round(median([...values.theirs])),
      ratio: round(computeRatio(values)),
      required,
      goal,
      load: round(load),
    })),
  };
}

function round(value: number): number {
  return Number(value.toFixed(3));
}
