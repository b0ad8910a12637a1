// Lines of evidence that several causes need.
import { median } from 'simple-statistics';
import type { CapacityJob } from '../capacity-record';
import { countText, durationText, quotable } from '../figures';

/** Of one event or answer stands for those alike: `50 × "…"`, the most frequent first, at most three. */
export function quotes(texts: readonly string[]): string[] {
  const told = texts.filter((text) => text.trim() !== '');
  // Numbers and names of objects differ where the rest is the same.
  const alike = Map.groupBy(told, (text) => quotable(text).replaceAll(/\w+(?:-\w+)+|\d+/g, '#'));
  const groups = [...alike.values()].sort((left, right) => right.length - left.length);
  return groups.slice(0, 3).map(([first = '', ...others]) => `${others.length + 1} × "${quotable(first)}"`);
}

/** Such as `on node-1 (30), node-2 (20)`; empty where no job had a node. */
export function onNodes(jobs: readonly CapacityJob[]): string[] {
  const groups = [...Map.groupBy(jobs, ({ pod }) => pod?.node ?? '')].filter(([node]) => node !== '');
  const named = groups.sort(([, left], [, right]) => right.length - left.length).slice(0, 5);
  if (named.length === 0) return [];
  return [`on ${named.map(([node, members]) => `${quotable(node)} (${members.length})`).join(', ')}`];
}

/** Such as `between 1.2 s and 18 s of the run`. */
export function between(times: readonly number[]): string {
  const [first, last] = [durationText(Math.min(...times)), durationText(Math.max(...times))];
  return first === last ? `at ${first} of the run` : `between ${first} and ${last} of the run`;
}

/** Undefined of nothing. */
export function medianOf(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : median([...values]);
}

/** `1 pod`, `50 pods`, with the verb that fits: `50 pods wait`, `1 pod waits`. */
export function subject(count: number, one: string, [singular, plural]: readonly [string, string]): string {
  return `${countText(count, one)} ${count === 1 ? singular : plural}`;
}

export function eventMessages(jobs: readonly CapacityJob[], reason: RegExp): string[] {
  return jobs.flatMap(({ events }) =>
    events.filter((event) => reason.test(event.reason)).map(({ message }) => message),
  );
}

export function notJudged(why: string): { readonly because: string } {
  return { because: `could not be judged: ${why}` };
}
