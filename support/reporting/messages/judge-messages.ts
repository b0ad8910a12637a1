// Cucumber's messages with the verdict in them, so that a report made of them shows no known gap as a failure and nothing flaky as green.
import {
  type Attachment,
  AttachmentContentEncoding,
  type Envelope,
  type TestStepFinished,
  TestStepResultStatus,
} from '@cucumber/messages';
import { Query } from '@cucumber/query';
import { type Outcome, outcomes, type ScenarioVerdict, type Verdict } from '../../verdict';

/**
 * The same messages; of a scenario that is not plainly accepted, the step that decided it carries the outcome's status and the reason.
 * @param tolerated the status of known gaps and informational results: the report's own way to show what did not hold but does not count
 */
export function withVerdict(
  envelopes: readonly Envelope[],
  verdict: Verdict,
  tolerated: TestStepResultStatus,
): Envelope[] {
  const query = new Query();
  for (const envelope of envelopes) query.update(envelope);
  const deciding = new Map(
    verdict.scenarios
      .filter(({ outcome }) => outcome !== 'accepted')
      .flatMap((scenario) => decidingStep(query, scenario)),
  );
  const explained = new Map([...deciding].map(([step, scenario]) => [step.testCaseStartedId, scenario]));
  return envelopes.flatMap((envelope): Envelope[] => {
    const step = envelope.testStepFinished;
    const scenario = step && explained.get(step.testCaseStartedId);
    if (step === undefined || scenario === undefined) return [envelope];
    if (!deciding.has(step)) return [{ testStepFinished: withReason(step, scenario) }];
    return [{ attachment: note(step, scenario) }, { testStepFinished: judged(step, scenario, tolerated) }];
  });
}

/** The first step that did not pass, or else the last one, of the scenario's last attempt. */
function decidingStep(query: Query, verdict: ScenarioVerdict): [TestStepFinished, ScenarioVerdict][] {
  const started = query
    .findAllTestCaseStarted()
    .find((candidate) => query.findPickleBy(candidate)?.id === verdict.scenario.pickleId);
  const steps = started === undefined ? [] : query.findTestStepsFinishedBy(started);
  const step =
    steps.find(({ testStepResult }) => testStepResult.status !== TestStepResultStatus.PASSED) ?? steps.at(-1);
  return step === undefined ? [] : [[step, verdict]];
}

/** A report of a skipped scenario shows what the last of its skipped steps says. */
function withReason(step: TestStepFinished, verdict: ScenarioVerdict): TestStepFinished {
  const { testStepResult } = step;
  if (testStepResult.status !== TestStepResultStatus.SKIPPED) return step;
  return { ...step, testStepResult: { ...testStepResult, message: textOf(verdict) } };
}

function textOf({ outcome, reason }: ScenarioVerdict): string {
  return `Verdict: ${outcomes[outcome].label}. ${reason}`;
}

function note(step: TestStepFinished, verdict: ScenarioVerdict): Attachment {
  return {
    testCaseStartedId: step.testCaseStartedId,
    testStepId: step.testStepId,
    body: textOf(verdict),
    mediaType: 'text/plain',
    fileName: 'verdict',
    contentEncoding: AttachmentContentEncoding.IDENTITY,
    timestamp: step.timestamp,
  };
}

function judged(step: TestStepFinished, verdict: ScenarioVerdict, tolerated: TestStepResultStatus): TestStepFinished {
  const status = statusOf(verdict.outcome, tolerated);
  const { testStepResult } = step;
  const failed = testStepResult.status === TestStepResultStatus.FAILED && testStepResult.status === status;
  if (failed && testStepResult.exception?.message?.trim() === verdict.reason) return step;
  const message = textOf(verdict);
  const stackTrace = failed ? `${message}\n${testStepResult.message ?? ''}` : message;
  const exception = { type: outcomes[verdict.outcome].label, message, stackTrace };
  return { ...step, testStepResult: { ...testStepResult, status, message: stackTrace, exception } };
}

function statusOf(outcome: Outcome, tolerated: TestStepResultStatus): TestStepResultStatus {
  if (outcome === 'notApplicable' || outcome === 'interrupted') return TestStepResultStatus.SKIPPED;
  return outcomes[outcome].exit === 'accepted' ? tolerated : TestStepResultStatus.FAILED;
}
