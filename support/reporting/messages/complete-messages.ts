// Completes the messages of a run that ended before its scenarios did: reports leave out a scenario that has no end.
import {
  type Envelope,
  type TestCase,
  type TestCaseStarted,
  TestStepResultStatus,
  TimeConversion,
  type Timestamp,
} from '@cucumber/messages';
import { Query } from '@cucumber/query';

/**
 * The same messages, with an end for the run and for every scenario that has none, even one that was not started: the first step without a
 * result is UNKNOWN, the steps after it are SKIPPED.
 */
export function completeMessages(envelopes: readonly Envelope[]): Envelope[] {
  const query = new Query();
  for (const envelope of envelopes) query.update(envelope);
  const timestamp = TimeConversion.millisecondsSinceEpochToTimestamp(Date.now());
  const ownEnd = envelopes.find(({ testRunFinished }) => testRunFinished);
  const starts = listNotStarted(envelopes, query).map(({ id }) => createStart(id, timestamp));
  const open = query.findAllTestCaseStarted().filter((started) => !query.findTestCaseFinishedBy(started));
  return [
    ...envelopes.filter((envelope) => envelope !== ownEnd),
    ...starts.map((testCaseStarted) => ({ testCaseStarted })),
    ...[...open, ...starts].flatMap((started) => createEnd(started, { envelopes, query, timestamp })),
    ownEnd ?? { testRunFinished: { success: false, timestamp } },
  ];
}

interface Run {
  readonly envelopes: readonly Envelope[];
  readonly query: Query;
  readonly timestamp: Timestamp;
}

function listNotStarted(envelopes: readonly Envelope[], query: Query): TestCase[] {
  const begun = new Set(query.findAllTestCaseStarted().map(({ testCaseId }) => testCaseId));
  return listTestCases(envelopes).filter(({ id }) => !begun.has(id));
}

function createStart(testCaseId: string, timestamp: Timestamp): TestCaseStarted {
  return { id: `${testCaseId}-not-begun`, testCaseId, attempt: 0, timestamp };
}

function createEnd(started: TestCaseStarted, { envelopes, query, timestamp }: Run): Envelope[] {
  const testCase = listTestCases(envelopes).find(({ id }) => id === started.testCaseId);
  const done = new Set(query.findTestStepsFinishedBy(started).map(({ testStepId }) => testStepId));
  const left = testCase?.testSteps.filter(({ id }) => !done.has(id)) ?? [];
  const steps = left.map(({ id }, index): Envelope => {
    const status = index === 0 ? TestStepResultStatus.UNKNOWN : TestStepResultStatus.SKIPPED;
    const testStepResult = { status, duration: TimeConversion.millisecondsToDuration(0) };
    return { testStepFinished: { testCaseStartedId: started.id, testStepId: id, testStepResult, timestamp } };
  });
  return [...steps, { testCaseFinished: { testCaseStartedId: started.id, timestamp, willBeRetried: false } }];
}

function listTestCases(envelopes: readonly Envelope[]): TestCase[] {
  return envelopes.flatMap(({ testCase }) => testCase ?? []);
}
