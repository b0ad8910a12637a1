// What a text that refuses a job speaks of: told apart, since a server wraps the cluster's words into its own.
import type { CapacityJob } from '../capacity-record';

/** `waiting`: the server waited in vain for something that the cluster had to do. */
export type RefusalKind = 'quota' | 'throttling' | 'ports' | 'slots' | 'waiting';

/** The first that matches: a server's "capacity used up: … exceeded quota …" is a quota, whatever it says around it. */
const signs: readonly (readonly [kind: RefusalKind, sign: RegExp])[] = [
  ['quota', /exceeded quota|quota exceeded/i],
  [
    'throttling',
    /asked us to try again later|client rate limiter|client[- ]side throttling|priority and fairness|too many requests, please try again|TooManyRequests|\bthrottl|\b(create|delete|get|list|patch|update|watch) \w[^:]{0,200}: (status 429|too many requests)/i,
  ],
  [
    'ports',
    /range is full|provided port is already allocated|\b(node)?ports? (range )?(is |are )?(used up|exhausted|all taken)|no (free|available|more) (node)?ports?\b|every port\b|port range/i,
  ],
  [
    'slots',
    /\bslots?\b|\bcapacity\b|too many (concurrent |open |running )?(jobs|windows|investigations|sessions|streams|views)|max(imum|\.)?( number of| concurrent|imum)? (concurrent )?(jobs|windows|investigations|sessions|streams|views)|(jobs?|windows?|concurrency|investigations?) limit/i,
  ],
  ['waiting', /\btimed? ?out\b|deadline exceeded|\b(no|not) [^.]{1,200} (after|within) \d+ ?(ms|s|seconds)\b/i],
];

/** Undefined where the text speaks of none of these. */
export function refusalKind(text: string): RefusalKind | undefined {
  const beginning = text.slice(0, 4_000);
  return signs.find(([, sign]) => sign.test(beginning))?.[0];
}

/** A refusal that has to do with what is available, and does not say with what. */
export function isRefusedWithoutReason({ class: one, answer }: CapacityJob): boolean {
  if (one !== 'refused' || answer === undefined || refusalKind(answer.text) !== undefined) return false;
  return answer.status === 429 || answer.status >= 500;
}

/** The missing jobs whose answer, or whose Job's `FailedCreate` event, speaks of this. */
export function refusedFor(kind: RefusalKind, missing: readonly CapacityJob[]): CapacityJob[] {
  return missing.filter((job) => refusalTexts(job).some((text) => refusalKind(text) === kind));
}

export function refusalTexts({ answer, events }: CapacityJob): string[] {
  const failures = events.filter(({ reason }) => reason === 'FailedCreate').map(({ message }) => message);
  return answer === undefined || answer.text === '' ? failures : [answer.text, ...failures];
}
