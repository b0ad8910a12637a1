// Writes the report of a capacity run: the gap report if it missed its target, else the baseline for the next run.
import { mkdir } from 'node:fs/promises';
import { z } from 'zod';
import type { IssueLinks } from '../../environment';
import type { CapacityRecord } from '../capacity-record';
import { diagnose } from '../diagnosis';
import { createBaseline } from './baseline';
import { baselineSchema } from './baseline-schema';
import { readBaselines } from './baselines';
import { formatSummary } from './capacity-summary';
import { compare } from './comparison';
import { createStem, writeNew } from './files';
import { renderGapMarkdown } from './gap-markdown';
import { createGapReport } from './gap-report';
import { gapReportSchema } from './gap-report-schema';
import { createMeasurements, meetsTarget } from './measurements';
import { renderPage } from './page';
import type { ReportContext } from './report-context';

/** Makes the keys of issues links. */
type ReportLinks = Pick<IssueLinks, 'linkHtml' | 'linkMarkdown'>;

const noLinks: ReportLinks = { linkHtml: (page) => page, linkMarkdown: (text) => text };

export interface CapacityReports {
  readonly kind: 'gap' | 'baseline';
  /** The names of the files in the folder. */
  readonly files: readonly string[];
  /** A self-contained part of a page, to attach to the scenario. */
  readonly html: string;
  /** The summary for the terminal and the scenario's log. */
  readonly summary: string;
}

/**
 * Writes below `folder`: `infra_gap_report_<environment>_<time>` as JSON, HTML and Markdown if fewer jobs than the target were alive at
 * once or the run was interrupted; else `capacity_<environment>_<time>.json`. Files of the same second get `-2` and so on.
 * @throws TypeError, a fault of the suite, that names the path in a report that does not match its schema
 */
export async function writeCapacityReports(
  record: CapacityRecord,
  folder: string,
  now: Date = new Date(),
  links: ReportLinks = noLinks,
): Promise<CapacityReports> {
  await mkdir(folder, { recursive: true });
  const { last, ignored } = await readBaselines(folder, record.environment.name);
  const measured = createMeasurements(record);
  const context = { measured, comparison: compare(measured, last, ignored), now };
  const output = { folder, links };
  return meetsTarget(record) ? writeBaseline(record, output, context) : writeGapReport(record, output, context);
}

interface Output {
  readonly folder: string;
  readonly links: ReportLinks;
}

async function writeBaseline(
  record: CapacityRecord,
  { folder, links }: Output,
  context: ReportContext,
): Promise<CapacityReports> {
  const baseline = validate(baselineSchema, createBaseline(record, context));
  const { fragment } = await renderPage(baseline, record);
  const stem = createStem('baseline', record.environment.name, context.now);
  const files = await writeNew(folder, stem, () => ({ json: toJson(baseline) }));
  return { kind: 'baseline', files, html: links.linkHtml(fragment), summary: formatSummary(baseline, files) };
}

async function writeGapReport(
  record: CapacityRecord,
  { folder, links }: Output,
  context: ReportContext,
): Promise<CapacityReports> {
  const report = validate(gapReportSchema, createGapReport(record, diagnose(record), context));
  const { page, fragment } = await renderPage(report, record);
  const stem = createStem('gap', record.environment.name, context.now);
  const files = await writeNew(folder, stem, (free) => ({
    json: toJson(report),
    html: links.linkHtml(page),
    md: links.linkMarkdown(renderGapMarkdown(report, free)),
  }));
  return { kind: 'gap', files, html: links.linkHtml(fragment), summary: formatSummary(report, files) };
}

function toJson(report: unknown): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

function validate<Report>(schema: z.ZodType<Report>, report: Report): Report {
  const parsed = schema.safeParse(report);
  if (parsed.success) return parsed.data;
  throw new TypeError(`The report of the capacity run does not match its own schema: ${z.prettifyError(parsed.error)}`);
}
