// An entry of the catalogue: its name in the sentences, how it is built, and for a wrong one the refusal that it must get.
import type { Investigation } from '../contract';
import type { ServerFacts } from '../server-facts';

/** An investigation that the server has to accept. */
export interface ValidCase {
  readonly kind: 'valid';
  /** Its name in the sentences, such as `an investigation of the lowest channel`. */
  readonly name: string;
  build(facts: ServerFacts): Investigation;
}

/** An investigation that the server has to refuse. */
export interface WrongCase {
  readonly kind: 'wrong';
  readonly name: string;
  /** Any body, since the type of a field may be wrong. */
  build(facts: ServerFacts): WrongBody;
  refusal(facts: ServerFacts): RefusalDemand;
}

/** An investigation whose outcome each environment documents in its profile. */
export interface DocumentedCase {
  readonly kind: 'documented';
  readonly name: string;
  /** The setting below `outcomes` in the profile. */
  readonly setting: DocumentedOutcome;
  build(facts: ServerFacts): Investigation;
  /** The refusal, if the profile documents that it is refused. */
  refusal(facts: ServerFacts): RefusalDemand;
}

export type InvestigationCase = ValidCase | WrongCase | DocumentedCase;
export type DocumentedOutcome = 'partlyRecorded' | 'runningRecording';
export type WrongBody = Investigation | Readonly<Record<string, unknown>>;

/** What the refusal of an investigation must contain. */
export interface RefusalDemand {
  readonly statuses: readonly number[];
  /** The field, or the data, that is the reason. */
  readonly field: Named;
  /** The requested value, or the limit that it breaks; absent if only data are missing. */
  readonly valueOrLimit?: Named;
  /** What would be valid; absent if only data are missing. */
  readonly valid?: Named;
}

/** Something that a message must name. */
export interface Named {
  /** For the reader, such as `channels.max` or `2223 or 2222`. */
  readonly what: string;
  readonly pattern: RegExp;
}

/** Any of the numbers, as messages write them: "1000" and "1000.0" name `1000`, "10000" and "0.1000" do not. */
export function nameNumbers(...values: readonly number[]): Named {
  const distinct = [...new Set(values)];
  const tokens = distinct.map((value) => String(value).replace(/[.+]/g, '\\$&'));
  return {
    what: distinct.join(' or '),
    pattern: new RegExp(`(?<![\\w.])(?:${tokens.join('|')})(?:\\.0+)?(?![\\w]|\\.\\d)`),
  };
}

export function nameWords(what: string, pattern: RegExp): Named {
  return { what, pattern };
}

/** The required order of the two ends of a range, in any words. */
export function nameOrder(low: string, high: string): Named {
  const relation = /must|should|not (above|greater|larger|more|after)|at (most|least)|less|below|before|[<>≤≥]|order/i;
  return nameWords(`the required order of ${low} and ${high}`, relation);
}

/** Statuses of a refusal because of a wrong field. */
export const wrongField: readonly number[] = [400, 422];
/** Statuses of a refusal because data are missing, live or recorded. */
export const noData: readonly number[] = [404, 503];
