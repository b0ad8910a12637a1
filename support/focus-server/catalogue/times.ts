// Investigations of times: recorded, partly recorded and not recorded ones, and impossible ones.
import type { Recording } from '../contract';
import { buildHistoricInvestigation, buildLiveInvestigation } from '../investigation';
import { findRecordedMinute, findRunningRecording, type ServerFacts } from '../server-facts';
import { recordedInvestigation, requireRecordedMinute, requireRecording } from './base';
import {
  type DocumentedCase,
  type InvestigationCase,
  inOrder,
  type Named,
  noData,
  numbers,
  type RefusalDemand,
  type WrongCase,
  words,
  wrongField,
} from './case';

const hour = 3_600;
/** Milliseconds instead of seconds: some fifty thousand years ahead. */
const absurd = 1_700_000_000_000;
const eitherTime = words('start_time or end_time', /(start|end)[ _-]?time|time[ _-]?range|\btimes?\b/i);
const together = words('that both times belong together', /both|together|missing|required|must|or null/i);
const notAhead = words('that it must lie in the past', /past|future|not after|now|before|at most|less/i);

export const timeCases: readonly InvestigationCase[] = [
  { kind: 'valid', name: 'a live investigation', build: ({ limits }) => buildLiveInvestigation(limits) },
  {
    kind: 'valid',
    name: 'an investigation of a recorded time',
    build: (facts) => recordedInvestigation(facts),
  },
  missing('an investigation of a time without a recording', (facts) => findUnrecordedTime(facts)),
  documented('an investigation of a partly recorded time', 'partlyRecorded', (facts) => {
    const { start } = requireRecordedMinute(facts);
    return { start: start - 30, end: start + 30 };
  }),
  documented('an investigation of a recording that still runs', 'runningRecording', (facts) => {
    const { start } = requireRecording(findRunningRecording(facts), 'recording that still runs');
    return { start, end: Math.min(start + 60, facts.now - 1) };
  }),
  wrong('an investigation of times in the future', {
    times: ({ now }) => [now + hour, now + 2 * hour],
    valid: notAhead,
  }),
  wrong('an investigation that ends in the future', { times: ({ now }) => [now - 60, now + hour], valid: notAhead }),
  wrong('an investigation of times in reversed order', {
    times: (facts) => [findPastMinute(facts).end, findPastMinute(facts).start],
    valid: inOrder('the start', 'the end'),
  }),
  wrong('an investigation of equal times', {
    times: (facts) => [findPastMinute(facts).start, findPastMinute(facts).start],
    valid: inOrder('the start', 'the end'),
  }),
  wrong('an investigation with a start and no end', {
    times: (facts) => [findPastMinute(facts).start, null],
    valid: together,
  }),
  wrong('an investigation with an end and no start', {
    times: (facts) => [null, findPastMinute(facts).end],
    valid: together,
  }),
  wrong('an investigation of negative times', {
    times: () => [-2 * hour, -hour],
    valid: words('that it must not be negative', /\b0\b|negative|positive|epoch/i),
  }),
  wrong('an investigation of absurdly large times', { times: () => [absurd, absurd + 60], valid: notAhead }),
];

/** The refusal of a live investigation while the server waits for fibre. */
export const noLiveData: RefusalDemand = {
  statuses: noData,
  field: words('that live data or fibre metadata are missing', /\b(live|fib(er|re)|metadata)\b/i),
};

type Times = readonly [start: number | null, end: number | null];

interface WrongTimes {
  times(facts: ServerFacts): Times;
  readonly valid: Named;
}

function wrong(name: string, { times, valid }: WrongTimes): WrongCase {
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
          ? numbers(...requested)
          : words(`${requested.join()} or null`, /null|none|missing|required|\d{9,}/i);
      return { statuses: wrongField, field: eitherTime, valueOrLimit: values, valid };
    },
  };
}

function missing(name: string, time: (facts: ServerFacts) => Required<Recording>): WrongCase {
  return {
    kind: 'wrong',
    name,
    build: (facts) => buildHistoricInvestigation(facts.limits, time(facts)),
    refusal: noRecording,
  };
}

function documented(
  name: string,
  setting: DocumentedCase['setting'],
  time: (facts: ServerFacts) => Required<Recording>,
): DocumentedCase {
  return {
    kind: 'documented',
    name,
    setting,
    build: (facts) => buildHistoricInvestigation(facts.limits, time(facts)),
    refusal: noRecording,
  };
}

function noRecording(): RefusalDemand {
  return {
    statuses: noData,
    field: words(
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
  if (widest !== undefined && widest.width > 10) return around(widest.middle, widest.width / 2);
  return around((recordings[0]?.start ?? now) - hour, 60);
}

function around(middle: number, width: number): Required<Recording> {
  const half = Math.min(width, 60) / 2;
  return { start: Math.ceil(middle - half), end: Math.floor(middle + half) };
}
