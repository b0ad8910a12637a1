// Classifies the texts that refuse a job; a server may quote the cluster's message in its own.
import type { CapacityJob } from '../capacity-record';

/** `waiting`: the server waited in vain for the cluster. */
export type RefusalKind = 'quota' | 'throttling' | 'ports' | 'slots' | 'waiting';

/** The first match counts: "capacity used up: … exceeded quota …" is a quota, whatever the server adds. */
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

/** Undefined if the text matches none of these. */
export function classifyRefusal(text: string): RefusalKind | undefined {
  const beginning = text.slice(0, 4_000);
  return signs.find(([, sign]) => sign.test(beginning))?.[0];
}

/** A refusal because something is not available, without a reason. */
export function isRefusedWithoutReason({ class: one, answer }: CapacityJob): boolean {
  if (one !== 'refused' || answer === undefined || classifyRefusal(answer.text) !== undefined) return false;
  return answer.status === 429 || answer.status >= 500;
}

/** The missing jobs whose answer, or whose Job's `FailedCreate` event, is of this kind. */
export function findRefused(kind: RefusalKind, missing: readonly CapacityJob[]): CapacityJob[] {
  return missing.filter((job) => listRefusalTexts(job).some((text) => classifyRefusal(text) === kind));
}

export function listRefusalTexts({ answer, events }: CapacityJob): string[] {
  const failures = events.filter(({ reason }) => reason === 'FailedCreate').map(({ message }) => message);
  return answer === undefined || answer.text === '' ? failures : [answer.text, ...failures];
}
