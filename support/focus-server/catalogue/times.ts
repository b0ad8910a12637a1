// Investigations of times: recorded, partly recorded and not recorded ones, and impossible ones.
import type { Recording } from '../contract';
import { buildHistoricInvestigation, buildLiveInvestigation } from '../investigation';
import { findRecordedMinute, findRunningRecording, type ServerFacts } from '../server-facts';
import { buildRecordedInvestigation, requireRecordedMinute, requireRecording } from './base';
import {
  type DocumentedCase,
  type InvestigationCase,
  type Named,
  nameNumbers,
  nameOrder,
  nameWords,
  noData,
  type RefusalDemand,
  type WrongCase,
  wrongField,
} from './case';

const hour = 3_600;
/** Milliseconds instead of seconds: some fifty thousand years ahead. */
const absurd = 1_700_000_000_000;
const eitherTime = nameWords('start_time or end_time', /(start|end)[ _-]?time|time[ _-]?range|\btimes?\b/i);
const together = nameWords('that both times belong together', /both|together|missing|required|must|or null/i);
const notAhead = nameWords('that it must lie in the past', /past|future|not after|now|before|at most|less/i);

export const timeCases: readonly InvestigationCase[] = [
  { kind: 'valid', name: 'a live investigation', build: ({ limits }) => buildLiveInvestigation(limits) },
  {
    kind: 'valid',
    name: 'an investigation of a recorded time',
    build: (facts) => buildRecordedInvestigation(facts),
  },
  createMissingTime('an investigation of a time without a recording', (facts) => findUnrecordedTime(facts)),
  createDocumentedCase('an investigation of a partly recorded time', 'partlyRecorded', (facts) => {
    const { start } = requireRecordedMinute(facts);
    return { start: start - 30, end: start + 30 };
  }),
  createDocumentedCase('an investigation of a recording that still runs', 'runningRecording', (facts) => {
    const { start } = requireRecording(findRunningRecording(facts), 'recording that still runs');
    return { start, end: Math.min(start + 60, facts.now - 1) };
  }),
  createWrongCase('an investigation of times in the future', {
    times: ({ now }) => [now + hour, now + 2 * hour],
    valid: notAhead,
  }),
  createWrongCase('an investigation that ends in the future', {
    times: ({ now }) => [now - 60, now + hour],
    valid: notAhead,
  }),
  createWrongCase('an investigation of times in reversed order', {
    times: (facts) => [findPastMinute(facts).end, findPastMinute(facts).start],
    valid: nameOrder('the start', 'the end'),
  }),
  createWrongCase('an investigation of equal times', {
    times: (facts) => [findPastMinute(facts).start, findPastMinute(facts).start],
    valid: nameOrder('the start', 'the end'),
  }),
  createWrongCase('an investigation with a start and no end', {
    times: (facts) => [findPastMinute(facts).start, null],
    valid: together,
  }),
  createWrongCase('an investigation with an end and no start', {
    times: (facts) => [null, findPastMinute(facts).end],
    valid: together,
  }),
  createWrongCase('an investigation of negative times', {
    times: () => [-2 * hour, -hour],
    valid: nameWords('that it must not be negative', /\b0\b|negative|positive|epoch/i),
  }),
  createWrongCase('an investigation of absurdly large times', { times: () => [absurd, absurd + 60], valid: notAhead }),
];

/** The refusal of a live investigation while the server waits for fibre. */
export const noLiveData: RefusalDemand = {
  statuses: noData,
  field: nameWords('that live data or fibre metadata are missing', /\b(live|fib(er|re)|metadata)\b/i),
};

type Times = readonly [start: number | null, end: number | null];

interface WrongTimes {
  times(facts: ServerFacts): Times;
  readonly valid: Named;
}

function createWrongCase(name: string, { times, valid }: WrongTimes): WrongCase {
  return {
    kind: 'wrong',
    name,
    build: (facts) => {
      const [start_time, end_time] = times(facts);
      return buildLiveInvestigation(facts.limits, { start_time, end_time });
    },
    refusal: (facts) => {
      const requested = times(facts).filter((time) => time !== null);
      const values =
        requested.length === 2
          ? nameNumbers(...requested)
          : nameWords(`${requested.join()} or null`, /null|none|missing|required|\d{9,}/i);
      return { statuses: wrongField, field: eitherTime, valueOrLimit: values, valid };
    },
  };
}

function createMissingTime(name: string, time: (facts: ServerFacts) => Required<Recording>): WrongCase {
  return {
    kind: 'wrong',
    name,
    build: (facts) => buildHistoricInvestigation(facts.limits, time(facts)),
    refusal: demandNoRecording,
  };
}

function createDocumentedCase(
  name: string,
  setting: DocumentedCase['setting'],
  time: (facts: ServerFacts) => Required<Recording>,
): DocumentedCase {
  return {
    kind: 'documented',
    name,
    setting,
    build: (facts) => buildHistoricInvestigation(facts.limits, time(facts)),
    refusal: demandNoRecording,
  };
}

function demandNoRecording(): RefusalDemand {
  return {
    statuses: noData,
    field: nameWords(
      'that no data or recording was found in the range',
      /no\b.{0,20}\b(data|recordings?)|not found|without (data|a? ?recording)/is,
    ),
  };
}

/** Like `recorded`, or a past minute if nothing is recorded: impossible times are refused whatever is recorded. */
function findPastMinute(facts: ServerFacts): Required<Recording> {
  return findRecordedMinute(facts) ?? { start: facts.now - hour, end: facts.now - hour + 60 };
}

/** The middle of the widest gap between two recordings; without a gap, a minute one hour before the first recording. */
function findUnrecordedTime({ recordings, now }: ServerFacts): Required<Recording> {
  const gaps = recordings.flatMap(({ end }, index) => {
    const next = recordings[index + 1]?.start;
    return end === undefined || next === undefined ? [] : [{ middle: (end + next) / 2, width: next - end }];
  });
  const widest = gaps.sort((left, right) => right.width - left.width)[0];
  if (widest !== undefined && widest.width > 10) return buildRecordingAround(widest.middle, widest.width / 2);
  return buildRecordingAround((recordings[0]?.start ?? now) - hour, 60);
}

function buildRecordingAround(middle: number, width: number): Required<Recording> {
  const half = Math.min(width, 60) / 2;
  return { start: Math.ceil(middle - half), end: Math.floor(middle + half) };
}
