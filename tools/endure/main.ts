// `npm run endure`: runs the suite many times in a row on the healthy sandbox while another process loads the machine, and shows that no run is refused.

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { mean } from 'simple-statistics';
import { formatTenths } from '../../support/common/wording';
import { findReportsFolder } from '../../support/environment/reports-folder';
import { parseWholeNumber, runProgram } from '../command-line';
import { type EnduredRun, runOnce } from './endured-run';
import { startLoad } from './processor-load';

const usage = `npm run endure -- [--times N] [--load PROCESSES] [--tags EXPRESSION]
Default: 100 times, while 2 other processes only compute. The reports of a run that was not accepted are kept in reports/endurance/.
`;

interface Series {
  readonly times: number;
  readonly load: number;
  readonly tags: string;
}

async function main(): Promise<number> {
  const series = readSeries();
  const load = startLoad(series.load);
  try {
    write(`${series.times} runs under ${series.load} processes of load, with the tags "${series.tags}"\n\n`);
    return (await runSeries(series)) ? 0 : 1;
  } finally {
    await load.stop();
  }
}

/** Does not stop at a failed run. Resolves to whether every run was accepted. */
async function runSeries({ times, tags }: Series): Promise<boolean> {
  const kept = path.resolve(findReportsFolder(process.env), 'endurance');
  rmSync(kept, { recursive: true, force: true });
  mkdirSync(kept, { recursive: true });
  const runs: EnduredRun[] = [];
  for (let number = 1; number <= times; number += 1) {
    const folder = mkdtempSync(path.join(tmpdir(), 'endurance-'));
    try {
      const run = await runOnce({ folder, tags, keptIn: path.join(kept, `${number}`) });
      runs.push(run);
      write(formatLine(number, times, run));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  const refused = runs.filter(({ accepted }) => !accepted);
  write(`\n${formatSummary(runs)}\n`);
  if (refused.length > 0) write(`Reports of the runs that were not accepted: ${path.relative(process.cwd(), kept)}\n`);
  return refused.length === 0;
}

function formatLine(
  number: number,
  times: number,
  { accepted, exitCode, durationMs, summary, problems }: EnduredRun,
): string {
  const count = `${number}`.padStart(`${times}`.length);
  const outcome = accepted ? 'accepted' : `NOT ACCEPTED (exit code ${exitCode})`;
  const head = `${count}  ${formatTenths(durationMs)}  ${outcome}  ${summary}\n`;
  return [head, ...problems.map((problem) => `      ${problem}\n`)].join('');
}

function formatSummary(runs: readonly EnduredRun[]): string {
  const durations = runs.map(({ durationMs }) => durationMs);
  const accepted = runs.filter((run) => run.accepted).length;
  return `${accepted} of ${runs.length} runs were accepted; a run took ${formatTenths(mean(durations))} on average and ${formatTenths(Math.max(...durations))} at most`;
}

/** @throws when the call is wrong */
function readSeries(): Series {
  const { values } = parseArgs({
    options: {
      times: { type: 'string', default: '100' },
      load: { type: 'string', default: '2' },
      tags: { type: 'string', default: 'not @soak and not @capacity' },
    },
  });
  const times = parseWholeNumber('times', values.times, 1);
  return { times, load: parseWholeNumber('load', values.load, 0), tags: values.tags };
}

function write(text: string): void {
  process.stdout.write(text);
}

runProgram(usage, main);
