// One run of the real command line against a sandbox, and the report that it has written.
import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { endChild, startNode } from './child';
import type { SandboxProcess } from './sandbox-process';

const reportSchema = z.object({
  environment: z.object({ enforcement: z.string() }),
  capacity_analysis: z.object({ actual_capacity: z.number() }),
  bottleneck_analysis: z
    .object({ ranked: z.array(z.object({ cause: z.string(), phase: z.string().nullable() })) })
    .optional(),
  recommendations: z.object({ immediate_actions: z.array(z.string()) }).optional(),
});

export interface CapacityOutcome {
  readonly exitCode: number | null;
  /** The gap report, or the baseline where there is no gap. */
  readonly report?: z.infer<typeof reportSchema>;
  readonly gapReports: number;
  readonly baselines: number;
  /** The last lines that the command line printed. */
  readonly lastLines: string;
}

export type Enforcement = 'required' | 'informational';

export interface RunOptions {
  readonly enforcement: Enforcement;
  /** The folder for the reports. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

const runMs = 240_000;
const shownLines = 12;

/** Never rejects because of the run's result: that result is what is wanted. */
export async function runAcceptance(
  sandbox: SandboxProcess,
  { enforcement, folder, signal }: RunOptions,
): Promise<CapacityOutcome> {
  const command = ['node_modules/@cucumber/cucumber/bin/cucumber.js', '--tags', '@id:capacity-target'];
  const env = {
    FOCUS_ENV: path.join(__dirname, `${enforcement}.yaml`),
    FOCUS_BASE_URL: sandbox.focusServerUrl,
    FOCUS_NAMESPACE: sandbox.namespace,
    KUBECONFIG: sandbox.kubeconfig,
    FOCUS_REPORTS: folder,
  };
  const child = startNode(command, { env, signal });
  const deadline = setTimeout(() => void endChild(child), runMs);
  try {
    const { stdout, stderr } = child;
    if (stdout === null || stderr === null) throw new Error('the command line was started without pipes');
    const [output, errors] = await Promise.all([text(stdout), text(stderr), once(child, 'close')]);
    const lines = `${output}${errors}`.trimEnd().split('\n');
    return { exitCode: child.exitCode, ...readReports(folder), lastLines: lines.slice(-shownLines).join('\n') };
  } finally {
    clearTimeout(deadline);
  }
}

function readReports(folder: string): Pick<CapacityOutcome, 'report' | 'gapReports' | 'baselines'> {
  const gapReports = globSync(path.join(folder, 'infra_gap_report_*.json'));
  const baselines = globSync(path.join(folder, 'capacity_*.json'));
  const file = gapReports[0] ?? baselines[0];
  const report = file === undefined ? {} : { report: reportSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) };
  return { ...report, gapReports: gapReports.length, baselines: baselines.length };
}
