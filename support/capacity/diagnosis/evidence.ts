// Lines of evidence that several causes need.
import { median } from 'simple-statistics';
import type { CapacityJob } from '../capacity-record';
import { formatGroupedCount, formatMeasuredTime, toQuotable } from '../figures';

/** Similar texts as one line, such as `50 × "…"`; the most frequent first, at most three. */
export function quoteTexts(texts: readonly string[]): string[] {
  const present = texts.filter((text) => text.trim() !== '');
  // Similar texts differ only in numbers and names of objects.
  const alike = Map.groupBy(present, (text) => toQuotable(text).replaceAll(/\w+(?:-\w+)+|\d+/g, '#'));
  const groups = [...alike.values()].sort((left, right) => right.length - left.length);
  return groups.slice(0, 3).map(([first = '', ...others]) => `${others.length + 1} × "${toQuotable(first)}"`);
}

/** Such as `on node-1 (30), node-2 (20)`; empty if no job had a node. */
export function describeNodes(jobs: readonly CapacityJob[]): string[] {
  const groups = [...Map.groupBy(jobs, ({ pod }) => pod?.node ?? '')].filter(([node]) => node !== '');
  const named = groups.sort(([, left], [, right]) => right.length - left.length).slice(0, 5);
  if (named.length === 0) return [];
  return [`on ${named.map(([node, members]) => `${toQuotable(node)} (${members.length})`).join(', ')}`];
}

/** Such as `between 1.2 s and 18 s of the run`. */
export function describeTimes(times: readonly number[]): string {
  const [first, last] = [formatMeasuredTime(Math.min(...times)), formatMeasuredTime(Math.max(...times))];
  return first === last ? `at ${first} of the run` : `between ${first} and ${last} of the run`;
}

/** Undefined if there are no values. */
export function computeMedian(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : median([...values]);
}

/** `1 pod`, `50 pods`, with the matching verb: `50 pods wait`, `1 pod waits`. */
export function formatSubject(count: number, one: string, [singular, plural]: readonly [string, string]): string {
  return `${formatGroupedCount(count, one)} ${count === 1 ? singular : plural}`;
}

export function listEventMessages(jobs: readonly CapacityJob[], reason: RegExp): string[] {
  return jobs.flatMap(({ events }) =>
    events.filter((event) => reason.test(event.reason)).map(({ message }) => message),
  );
}

export function createNotJudged(why: string): { readonly because: string } {
  return { because: `could not be judged: ${why}` };
}
