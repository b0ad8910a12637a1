// Cucumber's messages of a run that ended before its scenarios did, completed: reports are made of whole runs, and show nothing of a scenario that has no end.
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
 * The same messages, with an end for the run and for every scenario that has none, also for one that was not begun: its first step without a
 * result is UNKNOWN, those after it SKIPPED.
 */
export function completed(envelopes: readonly Envelope[]): Envelope[] {
  const query = new Query();
  for (const envelope of envelopes) query.update(envelope);
  const timestamp = TimeConversion.millisecondsSinceEpochToTimestamp(Date.now());
  const ownEnd = envelopes.find(({ testRunFinished }) => testRunFinished);
  const starts = notBegun(envelopes, query).map(({ id }) => startOf(id, timestamp));
  const open = query.findAllTestCaseStarted().filter((started) => !query.findTestCaseFinishedBy(started));
  return [
    ...envelopes.filter((envelope) => envelope !== ownEnd),
    ...starts.map((testCaseStarted) => ({ testCaseStarted })),
    ...[...open, ...starts].flatMap((started) => endOf(started, { envelopes, query, timestamp })),
    ownEnd ?? { testRunFinished: { success: false, timestamp } },
  ];
}

interface Run {
  readonly envelopes: readonly Envelope[];
  readonly query: Query;
  readonly timestamp: Timestamp;
}

function notBegun(envelopes: readonly Envelope[], query: Query): TestCase[] {
  const begun = new Set(query.findAllTestCaseStarted().map(({ testCaseId }) => testCaseId));
  return testCases(envelopes).filter(({ id }) => !begun.has(id));
}

function startOf(testCaseId: string, timestamp: Timestamp): TestCaseStarted {
  return { id: `${testCaseId}-not-begun`, testCaseId, attempt: 0, timestamp };
}

function endOf(started: TestCaseStarted, { envelopes, query, timestamp }: Run): Envelope[] {
  const testCase = testCases(envelopes).find(({ id }) => id === started.testCaseId);
  const done = new Set(query.findTestStepsFinishedBy(started).map(({ testStepId }) => testStepId));
  const left = testCase?.testSteps.filter(({ id }) => !done.has(id)) ?? [];
  const steps = left.map(({ id }, index): Envelope => {
    const status = index === 0 ? TestStepResultStatus.UNKNOWN : TestStepResultStatus.SKIPPED;
    const testStepResult = { status, duration: TimeConversion.millisecondsToDuration(0) };
    return { testStepFinished: { testCaseStartedId: started.id, testStepId: id, testStepResult, timestamp } };
  });
  return [...steps, { testCaseFinished: { testCaseStartedId: started.id, timestamp, willBeRetried: false } }];
}

function testCases(envelopes: readonly Envelope[]): TestCase[] {
  return envelopes.flatMap(({ testCase }) => testCase ?? []);
}
