// `npm run prove [-- --quick | FAULT…]`: shows that every fault of the catalogue turns the scenarios red that must catch it, and no others.
import path from 'node:path';
import { parseArgs } from 'node:util';
import pMap from 'p-map';
import { faults } from '../../support/sandbox/faults';
import { runUnderFault } from './fault-run';
import { provableScenarios, quickFaults, scenariosFor } from './plan';
import { judgeProof } from './proof';
import { faultLine, summaryOf, writeProof } from './report';

const repository = path.resolve(__dirname, '../..');
/** Most of a run is waiting for what a fault keeps from happening, so more sandboxes than cores fit side by side. */
const sandboxesAtOnce = 3;
const sampleSize = 2;
// Too long for a sample.
const slow: ReadonlySet<string> = new Set(['@id:stable-over-time', '@id:capacity-target']);

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      parallel: { type: 'string', default: String(sandboxesAtOnce) },
      quick: { type: 'boolean', default: false },
    },
  });
  const unknown = positionals.filter((name) => !faults.some((fault) => fault.name === name));
  if (unknown.length > 0) {
    process.stderr.write(`Unknown fault: ${unknown.join(', ')}. docs/faults.md lists them all.\n`);
    return 2;
  }
  const scenarios = provableScenarios(repository);
  const named = faults.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  const chosen = values.quick ? quickFaults(named, scenarios, slow) : named;
  const runs = await pMap(
    chosen,
    async (fault) => {
      const turn = faults.indexOf(fault);
      const ids = scenariosFor(fault, scenarios, { turn, sampleSize: values.quick ? 0 : sampleSize, slow });
      const run = await runUnderFault(fault.name, ids);
      const [row] = judgeProof(scenarios, [{ fault, run }], false).rows;
      if (row !== undefined) process.stdout.write(`${faultLine(row)}\n`);
      return { fault, run };
    },
    { concurrency: Number(values.parallel) },
  );
  const proof = judgeProof(scenarios, runs, chosen.length === faults.length);
  await writeProof(path.join(repository, 'reports'), proof);
  process.stdout.write(`${summaryOf(proof)}\n`);
  return proof.problems.length === 0 ? 0 : 1;
}

void main().then((code) => {
  process.exitCode = code;
});
