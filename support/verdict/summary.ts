// The verdict on a terminal: what is not plainly accepted with its reason, the counts, and one line that says it all.

import { styleText } from 'node:util';
import { formatCount } from '../common/wording';
import { type Outcome, outcomes } from './exit-codes';
import { meaningOf, type ScenarioVerdict, type Verdict, wasNotBegun } from './judge';
import { countsOf } from './verdict-file';

type Style = Parameters<typeof styleText>[0];

const reasonLines = 12;

/** @param colours whether the lines are for a terminal that shows colours */
export function summaryLines(verdict: Verdict, colours: boolean): string[] {
  const paint = (style: Style, text: string) => (colours ? styleText(style, text, { validateStream: false }) : text);
  const noteworthy = verdict.scenarios.filter((each) => each.outcome !== 'accepted' && !wasNotBegun(each));
  return [
    ...noteworthy.flatMap((scenario) => ['', ...scenarioLines(scenario, paint)]),
    ...verdict.problems.flatMap((problem) => ['', paint('red', 'the run failed'), ...indented(problem)]),
    '',
    countLine(verdict),
    paint(verdict.exitCode === 0 ? 'green' : 'red', conclusion(verdict)),
  ];
}

function scenarioLines(
  { scenario, title, outcome, reason }: ScenarioVerdict,
  paint: (style: Style, text: string) => string,
): string[] {
  const style = outcomes[outcome].exit === 'accepted' ? 'yellow' : 'red';
  return [
    `${paint(style, outcomes[outcome].label)}: ${title}`,
    ...indented(reason),
    paint('gray', `  ${scenario.uri}:${scenario.line}`),
  ];
}

function indented(text: string): string[] {
  const lines = text.split('\n');
  const shown = lines.slice(0, reasonLines).map((line) => `  ${line}`);
  return lines.length > reasonLines ? [...shown, `  … ${lines.length - reasonLines} more lines in the report`] : shown;
}

function countLine(verdict: Verdict): string {
  const counts = Object.entries(countsOf(verdict)) as [Outcome, number][];
  const parts = counts
    .filter(([, count]) => count > 0)
    .map(([outcome, count]) => `${count} ${outcomes[outcome].label}`);
  const total = verdict.scenarios.length;
  return `${formatCount(total, 'scenario')}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}`;
}

function conclusion(verdict: Verdict): string {
  // The process of an interrupted run ends with the signal's code.
  const code = verdict.interrupted ? '' : ` (exit code ${verdict.exitCode})`;
  return `${verdict.environment}: ${meaningOf(verdict)}${code}`;
}
