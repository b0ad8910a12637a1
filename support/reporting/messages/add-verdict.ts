// Adds the verdict to the messages, so that no report shows a known gap as failed or a flaky scenario as passed.
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
 * The same messages; in a scenario that is not accepted, the deciding step has the status and the reason of the outcome.
 * @param tolerated the status with which the report shows known gaps and informational results: not passed, but not counted as failed
 */
export function addVerdict(
  envelopes: readonly Envelope[],
  verdict: Verdict,
  tolerated: TestStepResultStatus,
): Envelope[] {
  const query = new Query();
  for (const envelope of envelopes) query.update(envelope);
  const deciding = new Map(
    verdict.scenarios
      .filter(({ outcome }) => outcome !== 'accepted')
      .flatMap((scenario) => findDecidingStep(query, scenario)),
  );
  const explained = new Map([...deciding].map(([step, scenario]) => [step.testCaseStartedId, scenario]));
  return envelopes.flatMap((envelope): Envelope[] => {
    const step = envelope.testStepFinished;
    const scenario = step && explained.get(step.testCaseStartedId);
    if (step === undefined || scenario === undefined) return [envelope];
    if (!deciding.has(step)) return [{ testStepFinished: addReason(step, scenario) }];
    return [{ attachment: createNote(step, scenario) }, { testStepFinished: judgeStep(step, scenario, tolerated) }];
  });
}

/** The first step that did not pass, or else the last one, of the scenario's last attempt. */
function findDecidingStep(query: Query, verdict: ScenarioVerdict): [TestStepFinished, ScenarioVerdict][] {
  const started = query
    .findAllTestCaseStarted()
    .find((candidate) => query.findPickleBy(candidate)?.id === verdict.scenario.pickleId);
  const steps = started === undefined ? [] : query.findTestStepsFinishedBy(started);
  const step =
    steps.find(({ testStepResult }) => testStepResult.status !== TestStepResultStatus.PASSED) ?? steps.at(-1);
  return step === undefined ? [] : [[step, verdict]];
}

/** For a skipped scenario, a report shows the message of the last skipped step. */
function addReason(step: TestStepFinished, verdict: ScenarioVerdict): TestStepFinished {
  const { testStepResult } = step;
  if (testStepResult.status !== TestStepResultStatus.SKIPPED) return step;
  return { ...step, testStepResult: { ...testStepResult, message: describeVerdict(verdict) } };
}

function describeVerdict({ outcome, reason }: ScenarioVerdict): string {
  return `Verdict: ${outcomes[outcome].label}. ${reason}`;
}

function createNote(step: TestStepFinished, verdict: ScenarioVerdict): Attachment {
  return {
    testCaseStartedId: step.testCaseStartedId,
    testStepId: step.testStepId,
    body: describeVerdict(verdict),
    mediaType: 'text/plain',
    fileName: 'verdict',
    contentEncoding: AttachmentContentEncoding.IDENTITY,
    timestamp: step.timestamp,
  };
}

function judgeStep(
  step: TestStepFinished,
  verdict: ScenarioVerdict,
  tolerated: TestStepResultStatus,
): TestStepFinished {
  const status = toStatus(verdict.outcome, tolerated);
  const { testStepResult } = step;
  const failed = testStepResult.status === TestStepResultStatus.FAILED && testStepResult.status === status;
  if (failed && testStepResult.exception?.message?.trim() === verdict.reason) return step;
  const message = describeVerdict(verdict);
  const stackTrace = failed ? `${message}\n${testStepResult.message ?? ''}` : message;
  const exception = { type: outcomes[verdict.outcome].label, message, stackTrace };
  return { ...step, testStepResult: { ...testStepResult, status, message: stackTrace, exception } };
}

function toStatus(outcome: Outcome, tolerated: TestStepResultStatus): TestStepResultStatus {
  if (outcome === 'notApplicable' || outcome === 'interrupted') return TestStepResultStatus.SKIPPED;
  return outcomes[outcome].exit === 'accepted' ? tolerated : TestStepResultStatus.FAILED;
}
