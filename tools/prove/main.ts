// `npm run prove`: shows that every fault of the catalogue turns the scenarios red that must catch it, and no others.
import { constants } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Fault, faults } from '../../packages/focus-sandbox/src/catalogue/faults';
import { reportsFolder } from '../../support/environment/reports-folder';
import { runProgram, UsageError, wholeNumber } from '../command-line';
import { ProofFolder } from './fault-run';
import { longestFirst, partsOf, provableScenarios, quickFaults, scenariosFor, withoutRepetition } from './plan';
import { judgeProof, type ProvableScenario, together } from './proof';
import { faultLine, summaryOf, writeProof } from './report';
import { Room } from './room';

const repository = path.resolve(__dirname, '../..');
/** Of the scenarios that a fault does not concern; over the whole catalogue each is heard twice. */
const sampleSize = 1;
const exitCodes = { holds: 0, fails: 1, interrupted: 128 } as const;
const usage = `npm run prove -- [--quick] [--parallel N] [FAULT…]
Default: the whole catalogue. --quick: the part of it that \`npm test\` proves. docs/faults.md lists the faults.
`;

runProgram(usage, main);

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { parallel: { type: 'string', default: '16' }, quick: { type: 'boolean', default: false } },
  });
  const unknown = positionals.filter((name) => !faults.some((fault) => fault.name === name));
  if (unknown.length > 0) {
    throw new UsageError(`Unknown fault: ${unknown.join(', ')}.`);
  }
  const most = wholeNumber('parallel', values.parallel, 1);
  const scenarios = provableScenarios(repository);
  const interruption = onSignal();
  try {
    const { chosen, leftOut, whole } = chosenFaults(positionals, values.quick, scenarios);
    const size = values.quick ? 0 : sampleSize;
    const runs = await runAll(chosen, scenarios, { sampleSize: size, most, signal: interruption.signal });
    const proof = judgeProof(scenarios, runs, { whole, leftOut });
    await writeProof(path.resolve(reportsFolder(process.env)), proof);
    process.stdout.write(`${summaryOf(proof)}\n`);
    return proof.problems.length === 0 ? exitCodes.holds : exitCodes.fails;
  } catch (error) {
    if (interruption.number === undefined) throw error;
    process.stderr.write('The proof was interrupted; its runs were ended and their files removed.\n');
    return exitCodes.interrupted + interruption.number;
  }
}

/** All of the catalogue but for repetitions, the quick part of it, or what was named. */
function chosenFaults(names: readonly string[], quick: boolean, scenarios: readonly ProvableScenario[]) {
  if (quick) return { chosen: quickFaults(faults, scenarios), leftOut: [], whole: false };
  if (names.length > 0) {
    return { chosen: faults.filter(({ name }) => names.includes(name)), leftOut: [], whole: false };
  }
  const { kept, leftOut } = withoutRepetition(faults);
  return { chosen: kept, leftOut, whole: true };
}

interface RunOptions {
  readonly sampleSize: number;
  readonly most: number;
  readonly signal: AbortSignal;
}

/** Runs every fault, the longest first; in the order of `chosen`. */
async function runAll(chosen: readonly Fault[], scenarios: readonly ProvableScenario[], options: RunOptions) {
  const { most, sampleSize, signal } = options;
  const folder = new ProofFolder(signal);
  const room = new Room({ least: Math.min(3, most), most });
  try {
    const runs = longestFirst(chosen, scenarios).map(async (fault) => {
      const ids = scenariosFor(fault, scenarios, { turn: faults.indexOf(fault), sampleSize });
      const parts = partsOf(fault, ids).map((part) => room.admit(() => folder.run(fault.name, part), signal));
      const run = together(await Promise.all(parts));
      for (const row of judgeProof(scenarios, [{ fault, run }], { whole: false }).rows) {
        process.stdout.write(`${faultLine(row)}\n`);
      }
      return { fault, run };
    });
    const done = await Promise.all(runs);
    return done.toSorted((one, other) => chosen.indexOf(one.fault) - chosen.indexOf(other.fault));
  } finally {
    await folder.remove();
  }
}

/** A signal of the operating system ends the proof in order. */
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
