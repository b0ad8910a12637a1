// What the suite's own checks find, and how it is shown to a reader.
import { formatCount } from '../../support/common/wording';

/** A kind of mistake, named for headings such as "Found 2 undefined steps", and what to do about it. */
export interface Rule {
  readonly one: string;
  readonly many: string;
  readonly advice: string;
}

export interface Finding {
  readonly rule: Rule;
  /** `file:line`, or the file alone. */
  readonly position: string;
  readonly text: string;
}

/** The findings as text, grouped by rule in the order in which the rules first occur; empty when there are none. */
export function describeFindings(findings: readonly Finding[]): string {
  const groups = [...Map.groupBy(findings, ({ rule }) => rule)];
  return groups
    .map(([rule, members]) => [formatHeading(rule, members.length), ...formatLines(members)].join('\n'))
    .join('\n');
}

function formatHeading(rule: Rule, count: number): string {
  return `Found ${formatCount(count, rule.one, rule.many)}: ${rule.advice}.`;
}

function formatLines(findings: readonly Finding[]): string[] {
  const width = Math.max(...findings.map(({ position }) => position.length));
  return findings.map(({ position, text }) => `  ${position.padEnd(width)}  ${text}`.trimEnd());
}
