// The report on the search for the largest number of jobs: a JSON file, and a summary.
import { mkdir } from 'node:fs/promises';
import { z } from 'zod';
import { formatGroupedCount, formatShare } from '../figures';
import type { Discovery } from '../run/discovery';
import { toFileName, writeNew } from './files';
import { formatFileTime, formatReportTime, timeZone } from './report-times';

const jobs = z.int().min(0);

/** The schema of `discovery_<environment>_<time>.json`; docs/capacity-discovery.schema.json is made from it. */
export const discoverySchema = z
  .strictObject({
    report_metadata: z.strictObject({
      report_type: z.literal('Capacity Discovery'),
      generated_at: z.string(),
      time_zone: z.string(),
      jira_reference: z.string(),
    }),
    environment: z.strictObject({ name: z.string(), namespace: z.string() }),
    required_success_rate: z.string(),
    plateau_ms: z.int().positive(),
    /** The fewest jobs that were alive in the trials of the largest number that was sustained. */
    sustained_capacity: jobs,
    /** The fewest and the most jobs that were alive at and above it. */
    interval: z.strictObject({ from: jobs, to: jobs }),
    /** Whether the search ended at its limit, so that the environment may sustain more. */
    is_at_least: z.boolean(),
    trials: z.array(z.strictObject({ asked: jobs, alive: jobs, sustained: z.boolean() })),
  })
  .meta({ title: 'Capacity discovery', description: 'The largest number of jobs that an environment sustains.' });

export interface DiscoveryContext {
  readonly environment: { readonly name: string; readonly namespace: string };
  readonly successRate: number;
  readonly plateauMs: number;
  readonly folder: string;
  readonly now?: Date;
}

/** Writes the file to the folder, and resolves to the summary. @throws ZodError, a fault of the suite */
export async function writeDiscovery(discovery: Discovery, context: DiscoveryContext): Promise<string> {
  const { environment, successRate, plateauMs, folder, now = new Date() } = context;
  const { sustains, interval, atLeast, trials } = discovery;
  const report = discoverySchema.parse({
    report_metadata: {
      report_type: 'Capacity Discovery',
      generated_at: formatReportTime(now),
      time_zone: timeZone,
      jira_reference: 'PZ-13756',
    },
    environment,
    required_success_rate: formatShare(successRate),
    plateau_ms: plateauMs,
    sustained_capacity: sustains,
    interval: { from: interval[0], to: interval[1] },
    is_at_least: atLeast,
    trials: trials.map(({ requested, alive, sustained }) => ({ asked: requested, alive, sustained })),
  });
  await mkdir(folder, { recursive: true });
  const stem = `discovery_${toFileName(environment.name)}_${formatFileTime(now)}`;
  const files = await writeNew(folder, stem, () => ({ json: `${JSON.stringify(report, null, 2)}\n` }));
  return [formatHeadline(environment.name, discovery), ...trials.map(formatTrial), `Written: ${files.join(', ')}`].join(
    '\n',
  );
}

function formatHeadline(environment: string, { sustains, interval, atLeast, trials }: Discovery): string {
  const [from, to] = interval;
  const spread = from === to ? '' : ` (between ${from} and ${to} were alive)`;
  return `${environment} sustains ${atLeast ? 'at least ' : ''}${formatGroupedCount(sustains, 'job')} at once${spread}, by ${formatGroupedCount(trials.length, 'trial')}:`;
}

function formatTrial({ requested, alive, sustained }: Discovery['trials'][number]): string {
  return `  ${requested} requested, ${alive} alive: ${sustained ? 'sustained' : 'not sustained'}`;
}
