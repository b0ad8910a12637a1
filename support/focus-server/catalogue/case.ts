// What the catalogue knows of an investigation: its name in the sentences, how it is built, and what a wrong one must be refused with.
import type { Investigation } from '../contract';
import type { ServerFacts } from '../server-facts';

/** An investigation that the server has to accept. */
export interface ValidCase {
  readonly kind: 'valid';
  /** As the sentences name it: `an investigation of the lowest channel`. */
  readonly name: string;
  build(facts: ServerFacts): Investigation;
}

/** An investigation that the server has to refuse. */
export interface WrongCase {
  readonly kind: 'wrong';
  readonly name: string;
  /** Any body: what is wrong may be the type of a field. */
  build(facts: ServerFacts): WrongBody;
  refusal(facts: ServerFacts): RefusalDemand;
}

/** An investigation of which each environment documents what becomes of it. */
export interface DocumentedCase {
  readonly kind: 'documented';
  readonly name: string;
  /** Where the profile says it. */
  readonly setting: DocumentedOutcome;
  build(facts: ServerFacts): Investigation;
  /** What it is refused with, where the profile says so. */
  refusal(facts: ServerFacts): RefusalDemand;
}

export type InvestigationCase = ValidCase | WrongCase | DocumentedCase;
export type DocumentedOutcome = 'partlyRecorded' | 'runningRecording';
export type WrongBody = Investigation | Readonly<Record<string, unknown>>;

/** What the refusal of an investigation must be like. */
export interface RefusalDemand {
  readonly statuses: readonly number[];
  /** The field, or the data, that is to blame. */
  readonly field: Named;
  /** The value that was asked, or the limit that it breaks; absent where nothing but the lack of data is to be told. */
  readonly valueOrLimit?: Named;
  /** What would be valid; absent likewise. */
  readonly valid?: Named;
}

/** Something that a message has to name. */
export interface Named {
  /** For the reader, such as `channels.max` or `2223 or 2222`. */
  readonly what: string;
  readonly pattern: RegExp;
}

/** The numbers, any of them, as they may stand in a message: `1000` is named by "1000" and "1000.0", not by "10000" or "0.1000". */
export function numbers(...values: readonly number[]): Named {
  const distinct = [...new Set(values)];
  const tokens = distinct.map((value) => String(value).replace(/[.+]/g, '\\$&'));
  return {
    what: distinct.join(' or '),
    pattern: new RegExp(`(?<![\\w.])(?:${tokens.join('|')})(?:\\.0+)?(?![\\w]|\\.\\d)`),
  };
}

export function words(what: string, pattern: RegExp): Named {
  return { what, pattern };
}

/** How the two ends of a range must lie to each other, in whatever words. */
export function inOrder(low: string, high: string): Named {
  const relation = /must|should|not (above|greater|larger|more|after)|at (most|least)|less|below|before|[<>≤≥]|order/i;
  return words(`how ${low} must lie to ${high}`, relation);
}

/** Statuses of a refusal because of a field. */
export const wrongField: readonly number[] = [400, 422];
/** Statuses of a refusal for want of data, live or recorded. */
export const noData: readonly number[] = [404, 503];
