// `npm run prove`: shows that every fault of the catalogue turns the scenarios red that must catch it, and no others.
import { constants } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { findReportsFolder } from '../../support/environment/reports-folder';
import { parseWholeNumber, runProgram, UsageError } from '../command-line';
import { type CataloguedFault, readCatalogue } from '../faults/catalogue';
import { readFeatures } from '../project/parse-features';
import { CommandLineRuns } from './command-line-runs';
import { ConcurrencyLimiter } from './concurrency-limiter';
import { type AcceptanceRuns, ProofFolder } from './fault-run';
import { divideScenarios, listScenarios, selectQuickFaults, selectScenarios, sortLongestFirst } from './plan';
import { judgeProof, mergeRuns, type ProvableScenario } from './proof';
import { formatFaultLine, formatSummary, writeProof } from './report';
import { WarmRuns } from './warm-runs';

const repository = path.resolve(__dirname, '../..');
/** The number of scenarios that a fault does not concern; over the whole catalogue each scenario is run twice. */
const sampleSize = 1;
const exitCodes = { holds: 0, fails: 1, interrupted: 128 } as const;
const usage = `npm run prove -- [--quick] [--parallel N] [FAULT…]
Default: the whole catalogue. --quick: the part of it that \`npm test\` proves. docs/faults.md lists the faults.
`;

runProgram(usage, main);

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { parallel: { type: 'string', default: '32' }, quick: { type: 'boolean', default: false } },
  });
  const features = readFeatures(repository);
  const faults = readCatalogue(features);
  const unknown = positionals.filter((name) => !faults.some((fault) => fault.name === name));
  if (unknown.length > 0) {
    throw new UsageError(`Unknown fault: ${unknown.join(', ')}.`);
  }
  const most = parseWholeNumber('parallel', values.parallel, 1);
  const scenarios = listScenarios(features);
  const interruption = onSignal();
  try {
    const { chosen, leftOut, whole } = values.quick
      ? { chosen: selectQuickFaults(faults, scenarios), leftOut: [], whole: false }
      : chooseFaults(faults, positionals);
    const size = values.quick ? 0 : sampleSize;
    const order = faults.map(({ name }) => name);
    const { signal } = interruption;
    // What `npm test` proves, it proves of the real command line.
    const acceptance = values.quick ? new CommandLineRuns(signal) : new WarmRuns(signal);
    const runs = await runAll(chosen, scenarios, { sampleSize: size, order, most, acceptance, signal });
    const proof = judgeProof(scenarios, runs, { whole, leftOut });
    await writeProof(path.resolve(findReportsFolder(process.env)), proof);
    process.stdout.write(`${formatSummary(proof)}\n`);
    return proof.problems.length === 0 ? exitCodes.holds : exitCodes.fails;
  } catch (error) {
    if (interruption.number === undefined) throw error;
    process.stderr.write('The proof was interrupted; its runs were ended and their files removed.\n');
    return exitCodes.interrupted + interruption.number;
  }
}

/** The named faults; without names all except those that another command proves. */
function chooseFaults(faults: readonly CataloguedFault[], names: readonly string[]) {
  if (names.length > 0) {
    return { chosen: faults.filter(({ name }) => names.includes(name)), leftOut: [], whole: false };
  }
  const leftOut = faults.filter(({ provedApart }) => provedApart === true);
  return {
    chosen: faults.filter((fault) => !leftOut.includes(fault)),
    leftOut: leftOut.map(({ name }) => name),
    whole: true,
  };
}

interface RunOptions {
  readonly sampleSize: number;
  /** The names of the whole catalogue: the position of a fault in it decides its sample of other scenarios. */
  readonly order: readonly string[];
  readonly most: number;
  readonly acceptance: AcceptanceRuns;
  readonly signal: AbortSignal;
}

/** Runs every fault, the longest first. The results are in the order of `chosen`. */
async function runAll(chosen: readonly CataloguedFault[], scenarios: readonly ProvableScenario[], options: RunOptions) {
  const { acceptance, most, order, sampleSize, signal } = options;
  const folder = new ProofFolder(acceptance, signal);
  const limiter = new ConcurrencyLimiter({ least: Math.min(3, most), most });
  try {
    const runs = sortLongestFirst(chosen, scenarios).map(async (fault) => {
      const ids = selectScenarios(fault, scenarios, { turn: order.indexOf(fault.name), sampleSize });
      const parts = divideScenarios(fault, ids).map((part) =>
        limiter.admit(() => folder.run(fault.name, part), signal),
      );
      const run = mergeRuns(await Promise.all(parts));
      for (const row of judgeProof(scenarios, [{ fault, run }], { whole: false }).rows) {
        process.stdout.write(`${formatFaultLine(row)}\n`);
      }
      return { fault, run };
    });
    const done = await Promise.all(runs);
    return done.toSorted((one, other) => chosen.indexOf(one.fault) - chosen.indexOf(other.fault));
  } finally {
    await folder.remove();
  }
}

/** Aborts when the operating system sends a signal, so that the proof ends its runs. */
function onSignal(): { readonly signal: AbortSignal; readonly number: number | undefined } {
  const controller = new AbortController();
  let received: number | undefined;
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      received ??= constants.signals[name];
      controller.abort(new Error(`ended by ${name}`));
    });
  }
  return {
    signal: controller.signal,
    get number() {
      return received;
    },
  };
}
