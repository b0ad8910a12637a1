// The table that the proof prints: what was expected, observed and reported for each cause.
import type { CaseRun } from './case-run';
import { formatRankedName, nameCase } from './causes';

const columns = ['cause', 'expected', 'observed', 'reported', 'first cause', 'exit', 'seconds'] as const;

/** A header line, and one line for each run, in columns. */
export function formatTable(runs: readonly CaseRun[]): string {
  const rows = [[...columns], ...runs.map(formatCells)];
  const widths = columns.map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
  return rows.map((row) => row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('  ')).join('\n');
}

function formatCells({ each, enforcement, outcome: { exitCode, report }, observed, seconds }: CaseRun): string[] {
  const ranked = report?.bottleneck_analysis?.ranked.map(formatRankedName) ?? [];
  return [
    `${nameCase(each)}${enforcement === 'required' ? '' : ` (${enforcement})`}`,
    String(each.alive ?? 'as observed'),
    String(observed),
    String(report?.capacity_analysis.actual_capacity ?? 'nothing'),
    (each.causes.length > 1 ? ranked : ranked.slice(0, 1)).join(', ') || 'none',
    String(exitCode),
    seconds.toFixed(0),
  ];
}
