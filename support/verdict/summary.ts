// The verdict on a terminal: each scenario that is not accepted with its reason, the counts, and one line with the result.

import { styleText } from 'node:util';
import { formatCount } from '../common/wording';
import { type Outcome, outcomes } from './exit-codes';
import { describeVerdict, isNotStarted, type ScenarioVerdict, type Verdict } from './judge';
import type { RunLeftover } from './run-leftover';
import { countOutcomes } from './verdict-file';

type Style = Parameters<typeof styleText>[0];

const reasonLines = 12;

/** @param colors whether the terminal shows colors */
export function renderSummary(verdict: Verdict, colors: boolean): string[] {
  const paint = (style: Style, text: string) => (colors ? styleText(style, text, { validateStream: false }) : text);
  const noteworthy = verdict.scenarios.filter((each) => each.outcome !== 'accepted' && !isNotStarted(each));
  return [
    ...noteworthy.flatMap((scenario) => ['', ...formatScenarios(scenario, paint)]),
    ...verdict.problems.flatMap((problem) => ['', paint('red', 'the run failed'), ...indent(problem)]),
    ...verdict.leftovers.flatMap((leftover) => ['', ...formatLeftover(leftover, paint)]),
    '',
    countLine(verdict),
    paint(verdict.exitCode === 0 ? 'green' : 'red', describeConclusion(verdict)),
  ];
}

function formatScenarios(
  { scenario, title, outcome, reason }: ScenarioVerdict,
  paint: (style: Style, text: string) => string,
): string[] {
  const style = outcomes[outcome].exit === 'accepted' ? 'yellow' : 'red';
  return [
    `${paint(style, outcomes[outcome].label)}: ${title}`,
    ...indent(reason),
    paint('gray', `  ${scenario.uri}:${scenario.line}`),
  ];
}

function formatLeftover(
  { scenario, text, late }: RunLeftover,
  paint: (style: Style, text: string) => string,
): string[] {
  const label = late ? paint('red', 'left behind') : paint('yellow', 'perhaps left behind');
  return [`${label}: by "${scenario}"`, ...indent(text)];
}

function indent(text: string): string[] {
  const lines = text.split('\n');
  const shown = lines.slice(0, reasonLines).map((line) => `  ${line}`);
  return lines.length > reasonLines ? [...shown, `  … ${lines.length - reasonLines} more lines in the report`] : shown;
}

function countLine(verdict: Verdict): string {
  const counts = Object.entries(countOutcomes(verdict)) as [Outcome, number][];
  const parts = counts
    .filter(([, count]) => count > 0)
    .map(([outcome, count]) => `${count} ${outcomes[outcome].label}`);
  const total = verdict.scenarios.length;
  return `${formatCount(total, 'scenario')}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}`;
}

function describeConclusion(verdict: Verdict): string {
  // The process of an interrupted run ends with the signal's code.
  const code = verdict.interrupted ? '' : ` (exit code ${verdict.exitCode})`;
  return `${verdict.environment}: ${describeVerdict(verdict)}${code}`;
}
