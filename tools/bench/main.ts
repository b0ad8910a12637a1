// `npm run bench`: a small table of what the suite and its sandbox cost. The figures depend on the machine, so no test asserts them.
import { parseArgs } from 'node:util';
import { quantile } from 'simple-statistics';
import { parseWholeNumber, runProgram } from '../command-line';
import { runComparison } from './against/run-comparison';
import { measureBursts, measureDriverRate } from './driver-calls';
import { measureDriverCost } from './driver-cost';
import { measureLedgerCost } from './ledger-cost';
import { measureRunShare } from './run-share';
import { measureScale } from './scale';
import { measureStartUp } from './startup';
import { measureCluster } from './wait-delay';

type Row = readonly [figure: string, value: string];

const usage = `npm run bench -- [--jobs N]…
       npm run bench -- --against DIR [--rounds N] [--long] [--only TEXT] [--record]
Default: every figure. --jobs, which may be repeated, measures only this number of jobs at once.
--against compares this checkout with the one in DIR, round by round (default: 3); --long adds what takes minutes,
--only measures what has the text in its name, --record keeps the result for docs/performance.md.
`;
const usualJobs = [200, 1_000];

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      jobs: { type: 'string', multiple: true, default: [] },
      against: { type: 'string' },
      rounds: { type: 'string', default: '3' },
      long: { type: 'boolean', default: false },
      only: { type: 'string' },
      record: { type: 'boolean', default: false },
    },
  });
  const { against, jobs, rounds, ...choices } = values;
  if (against === undefined) await printFigures(jobs.map((count) => parseWholeNumber('jobs', count, 1)));
  else await runComparison({ against, rounds: parseWholeNumber('rounds', rounds, 1), ...choices });
  return 0;
}

async function printFigures(jobCounts: readonly number[]): Promise<void> {
  const rows = jobCounts.length > 0 ? await createScaleRows(jobCounts) : await collectRows();
  const width = Math.max(...rows.map(([figure]) => figure.length));
  for (const [figure, value] of rows) process.stdout.write(`${figure.padEnd(width)}  ${value}\n`);
}

async function collectRows(): Promise<Row[]> {
  return [
    ...(await createClusterRows()),
    ...(await createStartUpRows()),
    ...(await createRunRows()),
    ...(await createDriverRows()),
    ...(await createScaleRows(usualJobs)),
  ];
}

async function createDriverRows(): Promise<Row[]> {
  const { medianMs, worstMs } = await measureBursts();
  const { driver, autocannon } = await measureDriverRate();
  const ledger = await measureLedgerCost();
  return [
    ['50 answers at once: measured latency minus that of the server, median', formatMs(medianMs)],
    ['  the worst of a burst', formatMs(worstMs)],
    ['requests per second of the driver, 50 in flight', driver.toFixed(0)],
    ['  of autocannon against the same server', autocannon.toFixed(0)],
    ['the ledger for each of 1,000 requests, the first ones of 5,000', formatMs(ledger.firstMs)],
    ['  the last ones of 5,000', formatMs(ledger.lastMs)],
  ];
}

async function createClusterRows(): Promise<Row[]> {
  const { delaysMs, connections } = await measureCluster();
  const [p50 = Number.NaN, p95 = Number.NaN] = quantile([...delaysMs], [0.5, 0.95]);
  return [
    [
      `from the pod recorded as Ready until the waiting step continues (${delaysMs.length} pods)`,
      `p50 ${formatMs(p50)}, p95 ${formatMs(p95)}`,
    ],
    ['connections opened by 100 Kubernetes calls, one after the other', `${connections.inSequence}`],
    ['connections opened by 100 Kubernetes calls, ten at once', `${connections.tenAtOnce}`],
  ];
}

async function createStartUpRows(): Promise<Row[]> {
  const { bareMs, suiteMs } = await measureStartUp();
  const ratio = (suiteMs / bareMs).toFixed(1);
  return [
    ['one step that does nothing, with cucumber-js alone', formatMs(bareMs)],
    ['one step that does nothing, with the suite and its sandbox', `${formatMs(suiteMs)} (${ratio} times as long)`],
  ];
}

async function createRunRows(): Promise<Row[]> {
  const { wallMs, stepsMs, hooksMs } = await measureRunShare();
  const share = (partMs: number) => `${formatMs(partMs)} (${((100 * partMs) / wallMs).toFixed(0)} %)`;
  return [
    ['serial run of the orchestration features', formatMs(wallMs)],
    ['  in steps, waiting for the system under test', share(stepsMs)],
    ['  in hooks, removing jobs and verifying that they are gone', share(hooksMs)],
    ['  not the system under test: start, end, reports', share(wallMs - stepsMs - hooksMs)],
  ];
}

async function createScaleRows(counts: readonly number[]): Promise<Row[]> {
  const rows: Row[] = [];
  for (const count of counts) {
    const figures = await measureScale(count);
    const cpu = `${formatMs(figures.cpuMsPerJob)} (main thread ${formatMs(figures.threadCpuMsPerJob)})`;
    rows.push(
      [`${count} jobs requested by 50 workers, until the last one is alive`, formatMs(figures.aliveMs)],
      ['  until the last one is accepted', formatMs(figures.acceptedMs)],
      ["  CPU of the sandbox's process for each job", cpu],
      [
        '  from cancelling them until the last pod is gone',
        `${formatMs(figures.removedMs)}, CPU ${formatMs(figures.removalCpuMsPerJob)} each`,
      ],
      ['  peak memory', `${(figures.peakMemoryBytes / 2 ** 20).toFixed(0)} MiB`],
      ['  open files for each job', figures.openFilesPerJob.toFixed(2)],
    );
    const driver = await measureDriverCost(count);
    rows.push(
      ['  CPU of the suite for each job', formatMs(driver.cpuMs / count)],
      ['  peak memory of the suite', `${(driver.peakMemoryBytes / 2 ** 20).toFixed(0)} MiB`],
    );
  }
  return rows;
}

function formatMs(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`;
}

runProgram(usage, main);
