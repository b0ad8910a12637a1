// The summary of a capacity run for the terminal and the scenario's log.
import { formatGroupedCount, formatMeasuredTime, formatNumber } from '../figures';
import type { Baseline } from './baseline-schema';
import { formatChange } from './comparison';
import type { GapReport } from './gap-report-schema';

const causesShown = 3;
const changesShown = 3;

/** At most ten lines: the result, the causes, what to do, what changed, and the files. */
export function formatSummary(report: GapReport | Baseline, files: readonly string[]): string {
  return [formatHeadline(report), ...formatCauses(report), formatChanges(report), `Written: ${files.join(', ')}`].join(
    '\n',
  );
}

/** The result of the run, such as `150 of 200 jobs were alive at once (75.00%), for 5 s: 50 are missing`. */
export function formatHeadline({
  capacity_analysis: capacity,
  plateau,
  report_metadata: { interrupted },
}: Baseline | GapReport): string {
  const { actual_capacity: alive, target_capacity: target, gap, success_rate: rate } = capacity;
  const missing = gap === 0 ? '' : `: ${formatNumber(gap)} ${gap === 1 ? 'is' : 'are'} missing`;
  const cut = interrupted === null ? '' : ` (interrupted: ${interrupted})`;
  const held = alive === 0 ? '' : `, for ${formatMeasuredTime(plateau.held_ms)}`;
  return `${formatNumber(alive)} of ${formatGroupedCount(target, 'job')} were alive at once (${rate})${held}${missing}${cut}`;
}

/** Whether the run fails for it: `required`, or `informational: the run does not fail for it`. */
export function describeEnforcement({ environment: { enforcement } }: Pick<Baseline, 'environment'>): string {
  return enforcement === 'required' ? 'required' : 'informational: the run does not fail for it';
}

function formatCauses(report: GapReport | Baseline): string[] {
  if (!('bottleneck_analysis' in report)) return [];
  const { identified_bottlenecks: bottlenecks } = report.bottleneck_analysis;
  const { immediate_actions: actions } = report.recommendations;
  return [
    ...bottlenecks.slice(0, causesShown).map((text) => `Because: ${text}`),
    ...actions.slice(0, causesShown).map((text) => `To do: ${text}`),
  ];
}

function formatChanges({ comparison }: GapReport | Baseline): string {
  const { baseline, changes, ignored_files: ignored } = comparison;
  const left =
    ignored.length === 0 ? '' : `; ignored ${ignored.map(({ file, reason }) => `${file} (${reason})`).join(', ')}`;
  if (baseline === null) return `No earlier baseline to compare with${left}`;
  const notable = changes.filter((change) => change.notable);
  const more = notable.length > changesShown ? `; ${notable.length - changesShown} more in the report` : '';
  const shown = notable.slice(0, changesShown).map(formatChange).join('; ') || 'only noise';
  return `Changed against ${baseline}: ${shown}${more}${left}`;
}
