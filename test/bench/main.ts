// `npm run bench`: what the suite itself costs, as a small table. Figures depend on the machine; nothing asserts them.

import { quantile } from 'simple-statistics';
import { messageChain } from '../../support/errors';
import { measureRunShare } from './run-share';
import { measureStartUp } from './startup';
import { measureCluster } from './wait-delay';

type Row = readonly [figure: string, value: string];

async function main(): Promise<void> {
  const rows = [...(await clusterRows()), ...(await startUpRows()), ...(await runRows())];
  const width = Math.max(...rows.map(([figure]) => figure.length));
  for (const [figure, value] of rows) process.stdout.write(`${figure.padEnd(width)}  ${value}\n`);
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

function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`;
}

main().catch((error: unknown) => {
  process.stderr.write(`The benchmark could not be made: ${messageChain(error)}\n`);
  process.exitCode = 1;
});
