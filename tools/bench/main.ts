// `npm run bench`: what the suite and its sandbox cost, as a small table. Figures depend on the machine; nothing asserts them.
import { parseArgs } from 'node:util';
import { quantile } from 'simple-statistics';
import { runProgram, wholeNumber } from '../command-line';
import { measureDriverError, measureDriverRate } from './driver-calls';
import { measureDriverCost } from './driver-cost';
import { measureRunShare } from './run-share';
import { measureScale } from './scale';
import { measureStartUp } from './startup';
import { measureCluster } from './wait-delay';

type Row = readonly [figure: string, value: string];

const usage = `npm run bench -- [--jobs N]…
Default: every figure; --jobs, which may be repeated, measures nothing but so many jobs at once.
`;
const usualJobs = [200, 1_000];

async function main(): Promise<number> {
  const { jobs = [] } = parseArgs({ options: { jobs: { type: 'string', multiple: true } } }).values;
  const counts = jobs.map((count) => wholeNumber('jobs', count, 1));
  const rows = counts.length > 0 ? await scaleRows(counts) : await allRows();
  const width = Math.max(...rows.map(([figure]) => figure.length));
  for (const [figure, value] of rows) process.stdout.write(`${figure.padEnd(width)}  ${value}\n`);
  return 0;
}

async function allRows(): Promise<Row[]> {
  return [
    ...(await clusterRows()),
    ...(await startUpRows()),
    ...(await runRows()),
    ...(await driverRows()),
    ...(await scaleRows(usualJobs)),
  ];
}

async function driverRows(): Promise<Row[]> {
  const { p50Ms, p99Ms } = await measureDriverError();
  const { driver, autocannon } = await measureDriverRate();
  return [
    ["error of a measured latency against the server's own timing, 50 in flight", `p50 ${ms(p50Ms)}, p99 ${ms(p99Ms)}`],
    ['requests per second of the driver, 50 in flight', driver.toFixed(0)],
    ['  of autocannon against the same server', autocannon.toFixed(0)],
  ];
}

async function clusterRows(): Promise<Row[]> {
  const { delaysMs, connections } = await measureCluster();
  const [p50 = Number.NaN, p95 = Number.NaN] = quantile([...delaysMs], [0.5, 0.95]);
  return [
    [`pod recorded Ready until the waiting step goes on (${delaysMs.length} pods)`, `p50 ${ms(p50)}, p95 ${ms(p95)}`],
    ['connections opened by 100 Kubernetes calls, one after the other', `${connections.inSequence}`],
    ['connections opened by 100 Kubernetes calls, ten at once', `${connections.tenAtOnce}`],
  ];
}

async function startUpRows(): Promise<Row[]> {
  const { bareMs, suiteMs } = await measureStartUp();
  const ratio = (suiteMs / bareMs).toFixed(1);
  return [
    ['one step that does nothing, bare cucumber-js', ms(bareMs)],
    ['one step that does nothing, with the suite and its sandbox', `${ms(suiteMs)} (${ratio} times as long)`],
  ];
}

async function runRows(): Promise<Row[]> {
  const { wallMs, stepsMs, hooksMs } = await measureRunShare();
  const share = (partMs: number) => `${ms(partMs)} (${((100 * partMs) / wallMs).toFixed(0)} %)`;
  return [
    ['serial run of the orchestration features', ms(wallMs)],
    ['  in steps, waiting for the system under test', share(stepsMs)],
    ['  in hooks, removing jobs and verifying that they are gone', share(hooksMs)],
    ['  not the system under test: start, end, reports', share(wallMs - stepsMs - hooksMs)],
  ];
}

async function scaleRows(counts: readonly number[]): Promise<Row[]> {
  const rows: Row[] = [];
  for (const count of counts) {
    const figures = await measureScale(count);
    const cpu = `${ms(figures.cpuMsPerJob)} (main thread ${ms(figures.threadCpuMsPerJob)})`;
    rows.push(
      [`${count} jobs asked for by 50 workers, until the last is alive`, ms(figures.aliveMs)],
      ['  until the last is accepted', ms(figures.acceptedMs)],
      ["  CPU of the sandbox's process for each job", cpu],
      [
        '  cancelled, until the last pod is gone',
        `${ms(figures.removedMs)}, CPU ${ms(figures.removalCpuMsPerJob)} each`,
      ],
      ['  peak memory', `${(figures.peakMemoryBytes / 2 ** 20).toFixed(0)} MiB`],
      ['  open files for each job', figures.openFilesPerJob.toFixed(2)],
    );
    const driver = await measureDriverCost(count);
    rows.push(
      ['  CPU of the suite for each job', ms(driver.cpuMs / count)],
      ['  peak memory of the suite', `${(driver.peakMemoryBytes / 2 ** 20).toFixed(0)} MiB`],
    );
  }
  return rows;
}

function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`;
}

runProgram(usage, main);
