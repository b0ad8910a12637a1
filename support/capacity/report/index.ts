// Writes what a capacity run leaves behind: the gap report where it fell short of its target, else the baseline for the next run.
import { mkdir } from 'node:fs/promises';
import { z } from 'zod';
import type { CapacityRecord } from '../capacity-record';
import { diagnose } from '../diagnosis';
import { baselineOf } from './baseline';
import { baselineSchema } from './baseline-schema';
import { readBaselines } from './baselines';
import { summaryOf } from './capacity-summary';
import { compare } from './comparison';
import { stemOf, writeNew } from './files';
import { gapMarkdown } from './gap-markdown';
import { gapReportOf } from './gap-report';
import { gapReportSchema } from './gap-report-schema';
import { measurementsOf, meetsTarget } from './measurements';
import type { Occasion } from './occasion';
import { pageOf } from './page';

export interface CapacityReports {
  readonly kind: 'gap' | 'baseline';
  /** Names below the folder. */
  readonly files: readonly string[];
  /** A part of a page that needs nothing from outside, to attach to the scenario. */
  readonly html: string;
  /** A few lines for the terminal and the scenario's log. */
  readonly summary: string;
}

/**
 * Writes below `folder`: `infra_gap_report_<environment>_<time>` as JSON, HTML and Markdown where fewer jobs than the target were alive at
 * once, also when the run was interrupted; else `capacity_<environment>_<time>.json`. Never overwrites: files of the same second get `-2` and so on.
 * @throws TypeError, a fault of the suite, that names the path in a report that does not match its schema
 */
export async function writeCapacityReports(
  record: CapacityRecord,
  folder: string,
  now: Date = new Date(),
): Promise<CapacityReports> {
  await mkdir(folder, { recursive: true });
  const { last, ignored } = await readBaselines(folder, record.environment.name);
  const measured = measurementsOf(record);
  const occasion = { measured, comparison: compare(measured, last, ignored), now };
  return meetsTarget(record) ? writeBaseline(record, folder, occasion) : writeGapReport(record, folder, occasion);
}

async function writeBaseline(record: CapacityRecord, folder: string, occasion: Occasion): Promise<CapacityReports> {
  const baseline = valid(baselineSchema, baselineOf(record, occasion));
  const { fragment } = await pageOf(baseline, record);
  const stem = stemOf('baseline', record.environment.name, occasion.now);
  const files = await writeNew(folder, stem, () => ({ json: jsonOf(baseline) }));
  return { kind: 'baseline', files, html: fragment, summary: summaryOf(baseline, files) };
}

async function writeGapReport(record: CapacityRecord, folder: string, occasion: Occasion): Promise<CapacityReports> {
  const report = valid(gapReportSchema, gapReportOf(record, diagnose(record), occasion));
  const { page, fragment } = await pageOf(report, record);
  const stem = stemOf('gap', record.environment.name, occasion.now);
  const files = await writeNew(folder, stem, (free) => ({
    json: jsonOf(report),
    html: page,
    md: gapMarkdown(report, free),
  }));
  return { kind: 'gap', files, html: fragment, summary: summaryOf(report, files) };
}

function jsonOf(report: unknown): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

function valid<Report>(schema: z.ZodType<Report>, report: Report): Report {
  const parsed = schema.safeParse(report);
  if (parsed.success) return parsed.data;
  throw new TypeError(`The report of the capacity run does not match its own schema: ${z.prettifyError(parsed.error)}`);
}
