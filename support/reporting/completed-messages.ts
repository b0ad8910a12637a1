// Cucumber's messages of a run that was ended before its end, completed: reports are made of whole runs, and show nothing of a scenario that has no end.
import { type Envelope, TestStepResultStatus, TimeConversion } from '@cucumber/messages';
import { Query } from '@cucumber/query';

/** The same messages, with an end for every scenario that had begun and for the run; a step without a result is UNKNOWN, those after it SKIPPED. */
export function completed(envelopes: readonly Envelope[]): Envelope[] {
  if (envelopes.some(({ testRunFinished }) => testRunFinished)) return [...envelopes];
  const query = new Query();
  for (const envelope of envelopes) query.update(envelope);
  const timestamp = TimeConversion.millisecondsSinceEpochToTimestamp(Date.now());
  const begun = query.findAllTestCaseStarted().filter((started) => !query.findTestCaseFinishedBy(started));
  return [
    ...envelopes,
    ...begun.flatMap((started) => {
      const done = new Set(query.findTestStepsFinishedBy(started).map(({ testStepId }) => testStepId));
      const left = query.findTestCaseBy(started)?.testSteps.filter(({ id }) => !done.has(id)) ?? [];
      const steps = left.map(({ id }, index): Envelope => {
        const status = index === 0 ? TestStepResultStatus.UNKNOWN : TestStepResultStatus.SKIPPED;
        const testStepResult = { status, duration: TimeConversion.millisecondsToDuration(0) };
        return { testStepFinished: { testCaseStartedId: started.id, testStepId: id, testStepResult, timestamp } };
      });
      return [...steps, { testCaseFinished: { testCaseStartedId: started.id, timestamp, willBeRetried: false } }];
    }),
    { testRunFinished: { success: false, timestamp } },
  ];
}
