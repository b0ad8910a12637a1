// The table of a comparison: medians and minima of both checkouts, their ratio, and whether it is the required one.
import { median } from 'simple-statistics';
import type { ComparedFigure } from './compare';

/** From this load on, figures show the other work of the machine. */
const busyLoad = 4;

const header = ['figure', 'theirs', '(least)', 'ours', '(least)', 'ratio', 'required', 'goal', ''] as const;

/** Lines of text, the columns aligned. */
export function formatTable(figures: readonly ComparedFigure[]): string[] {
  const rows = [header, ...figures.map(formatRow)];
  const widths = header.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
  const busy = figures.filter(({ load }) => load > busyLoad);
  if (busy.length === 0) return lines;
  const most = Math.max(...busy.map(({ load }) => load)).toFixed(1);
  return [
    ...lines,
    `! The machine was busy (load up to ${most}): these figures show its other work too. Measure again.`,
  ];
}

/** The ratio of the medians. */
export function computeRatio({ ours, theirs }: Pick<ComparedFigure, 'ours' | 'theirs'>): number {
  return median([...ours]) / median([...theirs]);
}

function formatRow(figure: ComparedFigure): string[] {
  const { name, ours, theirs, required, goal, load } = figure;
  const ratio = computeRatio(figure);
  const judgement = ratio <= goal ? 'goal reached' : ratio <= required ? 'holds' : 'TOO SLOW';
  return [
    name,
    formatValue(figure, median([...theirs])),
    formatValue(figure, Math.min(...theirs)),
    formatValue(figure, median([...ours])),
    formatValue(figure, Math.min(...ours)),
    ratio.toFixed(2),
    `≤ ${required.toFixed(2)}`,
    goal.toFixed(2),
    `${judgement}${load > busyLoad ? ' !' : ''}`,
  ];
}

function formatValue({ unit }: ComparedFigure, value: number): string {
  return `${value.toFixed(unit === 'MiB' ? 0 : 2)} ${unit}`;
}
