// What the search for the largest number of jobs leaves behind: a file for machines, and lines for people.
import { mkdir } from 'node:fs/promises';
import { z } from 'zod';
import { countText, percentText } from '../figures';
import type { Discovery } from '../run/discovery';
import { nameInFiles, writeNew } from './files';
import { fileTime, reportTime, timeZone } from './report-times';

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
    /** The search ended at its limit: the environment may bear more. */
    is_at_least: z.boolean(),
    trials: z.array(z.strictObject({ asked: jobs, alive: jobs, sustained: z.boolean() })),
  })
  .meta({ title: 'Capacity discovery', description: 'The largest number of jobs that an environment sustains.' });

export interface DiscoveryOccasion {
  readonly environment: { readonly name: string; readonly namespace: string };
  readonly successRate: number;
  readonly plateauMs: number;
  readonly folder: string;
  readonly now?: Date;
}

/** Writes the file below the folder, and resolves to the lines for the scenario. @throws ZodError, a fault of the suite */
export async function writeDiscovery(discovery: Discovery, occasion: DiscoveryOccasion): Promise<string> {
  const { environment, successRate, plateauMs, folder, now = new Date() } = occasion;
  const { sustains, interval, atLeast, trials } = discovery;
  const report = discoverySchema.parse({
    report_metadata: {
      report_type: 'Capacity Discovery',
      generated_at: reportTime(now),
      time_zone: timeZone,
      jira_reference: 'PZ-13756',
    },
    environment,
    required_success_rate: percentText(successRate),
    plateau_ms: plateauMs,
    sustained_capacity: sustains,
    interval: { from: interval[0], to: interval[1] },
    is_at_least: atLeast,
    trials,
  });
  await mkdir(folder, { recursive: true });
  const stem = `discovery_${nameInFiles(environment.name)}_${fileTime(now)}`;
  const files = await writeNew(folder, stem, () => ({ json: `${JSON.stringify(report, null, 2)}\n` }));
  return [headline(environment.name, discovery), ...trials.map(trialLine), `Written: ${files.join(', ')}`].join('\n');
}

function headline(environment: string, { sustains, interval, atLeast, trials }: Discovery): string {
  const [from, to] = interval;
  const spread = from === to ? '' : ` (between ${from} and ${to} were alive)`;
  return `${environment} sustains ${atLeast ? 'at least ' : ''}${countText(sustains, 'job')} at once${spread}, by ${countText(trials.length, 'trial')}:`;
}

function trialLine({ asked, alive, sustained }: Discovery['trials'][number]): string {
  return `  ${asked} asked for, ${alive} alive: ${sustained ? 'sustained' : 'not sustained'}`;
}
