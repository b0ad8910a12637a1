// The table of a series of interrupted runs: one line for each, and below it the objects that were left behind.
import { formatTenths } from '../../support/common/wording';
import type { Result } from './interrupted-run';

const shownLeftovers = 10;
const widths = [6, 8, 9, 8, 9, 12, 9] as const;

export const header = formatRow(['run', 'workers', 'moment', 'exit', 'to exit', 'sweep', 'leftovers']);

/** @param workers number of Cucumber's workers; 0 for none */
export function formatLine(
  name: string,
  workers: number,
  { exit, signalledMs, toExitMs, sweep, ...found }: Result,
): string {
  const { leftovers, problems, output } = found;
  const cells = [
    name,
    workers === 0 ? '-' : String(workers),
    signalledMs === undefined ? '-' : formatTenths(signalledMs),
    String(exit),
    formatTenths(toExitMs),
    sweep === undefined ? '-' : `${sweep.exit}, ${formatTenths(sweep.tookMs)}`,
    String(leftovers.length),
  ];
  const more = leftovers.length - shownLeftovers;
  const details = [
    ...leftovers.slice(0, shownLeftovers).map((text) => `left: ${text}`),
    ...(more > 0 ? [`left: ${more} more`] : []),
    ...problems,
  ];
  const outputs = details.length === 0 ? [] : [...readLastLines(output), ...readLastLines(sweep?.output ?? '')];
  return `${formatRow(cells)}${[...details, ...outputs].map((text) => `       ${text}\n`).join('')}`;
}

function formatRow(cells: readonly string[]): string {
  return `${cells.map((cell, index) => cell.padStart(widths[index] ?? 0)).join('  ')}\n`;
}

function readLastLines(output: string): string[] {
  return output
    .trimEnd()
    .split('\n')
    .slice(-12)
    .map((line) => `| ${line}`);
}
