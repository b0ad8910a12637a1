// What is compared between two checkouts, and which ratio is required: each figure is taken from outside, by commands that both have.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bringAlive } from '../live-jobs';
import { withNullServer } from '../null-server-process';
import type { Checkout } from './checkout';
import { type MeasuredRun, measureCommand } from './measured-command';
import { withSandbox } from './running-sandbox';

export interface Figure {
  readonly name: string;
  readonly unit: 's' | 'ms' | 'MiB';
  /** Highest accepted ratio to the other checkout, and the one that is aimed at. */
  readonly required: number;
  readonly goal: number;
}

export interface Measurement {
  readonly figures: readonly Figure[];
  /** Takes minutes, and is measured with `--long` alone. */
  readonly isLong: boolean;
  /** One value for each figure, in its unit. */
  measure(checkout: Checkout): Promise<readonly number[]>;
}

const cucumber = 'node_modules/@cucumber/cucumber/bin/cucumber.js';
const withoutLongScenarios = ['--tags', 'not @soak and not @capacity'];
const manyJobs = 2_500;
const serverTakesMs = 200;

export const measurements: readonly Measurement[] = [
  {
    isLong: false,
    figures: [
      { name: 'start-up with the sandbox, one empty step', unit: 's', required: 0.5, goal: 0.4 },
      { name: '  its CPU', unit: 's', required: 0.6, goal: 0.5 },
      { name: '  its peak memory', unit: 'MiB', required: 0.7, goal: 0.6 },
    ],
    measure: async (checkout) => {
      const { wallMs, cpuMs, peakMemoryBytes } = await runTrivialFeature(checkout, {});
      return [wallMs / 1_000, cpuMs / 1_000, peakMemoryBytes / 2 ** 20];
    },
  },
  {
    isLong: false,
    figures: [{ name: 'start-up against a running server, its CPU', unit: 's', required: 0.65, goal: 0.5 }],
    measure: (checkout) =>
      withSandbox(checkout, async ({ focusServerUrl, kubeconfig, namespace }) => {
        const environment = { FOCUS_ENV: 'local', FOCUS_BASE_URL: focusServerUrl, FOCUS_NAMESPACE: namespace };
        return [(await runTrivialFeature(checkout, { ...environment, KUBECONFIG: kubeconfig })).cpuMs / 1_000];
      }),
  },
  {
    isLong: false,
    figures: [{ name: 'run on the sandbox without soak and capacity', unit: 's', required: 0.5, goal: 0.3 }],
    measure: async (checkout) => [(await runCucumber(checkout, withoutLongScenarios, {})).wallMs / 1_000],
  },
  {
    isLong: false,
    figures: [{ name: '200 jobs alive on the sandbox', unit: 's', required: 0.8, goal: 0.6 }],
    measure: (checkout) =>
      withSandbox(checkout, async ({ kubeconfig, ...server }) => {
        const live = await bringAlive({ ...server, kubeconfigPath: kubeconfig }, 200);
        await live.remove();
        return [live.times.aliveMs / 1_000];
      }),
  },
  {
    isLong: false,
    figures: [{ name: 'worst error of 50 answers at once after 200 ms', unit: 'ms', required: 0.5, goal: 0.25 }],
    measure: (checkout) => withNullServer(serverTakesMs, (url) => measureBursts(checkout, url)),
  },
  {
    isLong: true,
    figures: [{ name: `memory of the suite at ${manyJobs} jobs alive`, unit: 'MiB', required: 0.5, goal: 0.4 }],
    measure: async ({ folder }) => {
      const { output } = await measureCommand('npm', ['run', 'bench', '--', '--jobs', `${manyJobs}`], { cwd: folder });
      return [Number(/peak memory of the suite\s+(\d+) MiB/.exec(output)?.[1])];
    },
  },
  {
    isLong: true,
    figures: [
      { name: '`npm run prove`', unit: 's', required: 0.45, goal: 0.35 },
      { name: '  its CPU', unit: 's', required: 0.45, goal: 0.35 },
    ],
    measure: async ({ folder }) => {
      const { wallMs, cpuMs } = await measureCommand('npm', ['run', 'prove'], { cwd: folder });
      return [wallMs / 1_000, cpuMs / 1_000];
    },
  },
  {
    isLong: true,
    figures: [{ name: '`npm test`', unit: 's', required: 0.6, goal: 0.4 }],
    measure: async ({ folder }) => [(await measureCommand('npm', ['test'], { cwd: folder })).wallMs / 1_000],
  },
];

function runTrivialFeature(checkout: Checkout, env: Readonly<Record<string, string>>): Promise<MeasuredRun> {
  const { trivialFolder } = checkout;
  const step = path.join(trivialFolder, 'nothing.js');
  return runCucumber(checkout, ['--require', step, path.join(trivialFolder, 'features/trivial.feature')], env);
}

async function runCucumber(
  { folder, node }: Checkout,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<MeasuredRun> {
  const reports = mkdtempSync(path.join(tmpdir(), 'bench-'));
  try {
    return await measureCommand(node, [cucumber, ...args], { cwd: folder, env: { ...env, FOCUS_REPORTS: reports } });
  } finally {
    rmSync(reports, { recursive: true });
  }
}

async function measureBursts({ folder, node }: Checkout, url: string): Promise<number[]> {
  const program = path.join(__dirname, 'burst-process.ts');
  const client = path.join(folder, 'support/focus-server');
  const args = ['--require', 'ts-node-cache/register', program, client, url];
  const { output } = await measureCommand(node, args, { cwd: path.resolve(__dirname, '../../..') });
  return [Number(output)];
}
