// Reports of a run that ended before its scenarios had ended.
import { test } from 'node:test';
import { AstBuilder, compile, GherkinClassicTokenMatcher, Parser } from '@cucumber/gherkin';
import { type Envelope, IdGenerator, TestStepResultStatus } from '@cucumber/messages';
import { expect } from 'chai';
import { renderJunitXml } from '../../../support/reporting/junit';
import { addVerdict } from '../../../support/reporting/messages/add-verdict';
import { completeMessages } from '../../../support/reporting/messages/complete-messages';
import { judge, RunObserver } from '../../../support/verdict';

const now = { seconds: 1_700_000_000, nanos: 0 };
const duration = { seconds: 0, nanos: 0 };

test('a scenario that has no end is shown as interrupted in JUnit, not as passed', () => {
  const envelopes = endedInFirstStep();
  const observer = new RunObserver();
  for (const envelope of envelopes) observer.update(envelope);
  const environment = { name: 'dev', sandbox: false, knownGaps: [], capacity: { enforcement: 'required' } } as const;
  const verdict = judge(observer, environment, '2026-11-22', { interrupted: true });
  const xml = renderJunitXml(addVerdict(completeMessages(envelopes), verdict, TestStepResultStatus.SKIPPED), 'A suite');
  expect(xml).to.contain('tests="1" skipped="1" failures="0"');
  expect(xml).to.contain(
    '<skipped><![CDATA[Verdict: interrupted. was still running when the run was ended]]></skipped>',
  );
});

test('steps without a result get a result, and the run gets an end', () => {
  const added = completeMessages(endedInFirstStep()).slice(endedInFirstStep().length);
  expect(added.map((envelope) => Object.keys(envelope)[0])).to.deep.equal([
    'testStepFinished',
    'testStepFinished',
    'testCaseFinished',
    'testRunFinished',
  ]);
  const statuses = added.flatMap(({ testStepFinished }) => testStepFinished?.testStepResult.status ?? []);
  expect(statuses).to.deep.equal([TestStepResultStatus.UNKNOWN, TestStepResultStatus.SKIPPED]);
});

test('a run that a broken worker ended contains the running scenario and those that were not started', () => {
  const [, , , testCase] = endedInFirstStep();
  const another = testCase?.testCase && { testCase: { ...testCase.testCase, id: 'another case' } };
  const end = { testRunFinished: { success: false, timestamp: now } };
  const ended = completeMessages([...endedInFirstStep(), ...(another ? [another] : []), end]);
  expect(ended.at(-1)).to.equal(end);
  expect(ended.flatMap(({ testCaseStarted }) => testCaseStarted?.testCaseId ?? [])).to.deep.equal([
    'case',
    'another case',
  ]);
  expect(ended.flatMap(({ testCaseFinished }) => testCaseFinished?.testCaseStartedId ?? [])).to.deep.equal([
    'started',
    'another case-not-begun',
  ]);
});

test('a complete run is not changed', () => {
  const finished = { testCaseFinished: { testCaseStartedId: 'started', timestamp: now, willBeRetried: false } };
  const whole = [...endedInFirstStep(), finished, { testRunFinished: { success: false, timestamp: now } }];
  expect(completeMessages(whole)).to.deep.equal(whole);
});

/** A scenario of three steps whose first one passed. */
function endedInFirstStep(): Envelope[] {
  const newId = IdGenerator.incrementing();
  const text = 'Feature: A\n  Scenario: Something holds\n    Given one\n    When two\n    Then three\n';
  const gherkinDocument = new Parser(new AstBuilder(newId), new GherkinClassicTokenMatcher()).parse(text);
  const [pickle] = compile(gherkinDocument, 'features/a.feature', newId);
  if (pickle === undefined) throw new Error('The feature has no scenario');
  const testSteps = pickle.steps.map(({ id }, index) => ({ id: `step-${index}`, pickleStepId: id }));
  const testStepResult = { status: TestStepResultStatus.PASSED, duration };
  const ids = { testCaseStartedId: 'started', testStepId: 'step-0' };
  return [
    { gherkinDocument: { ...gherkinDocument, uri: 'features/a.feature' } },
    { pickle },
    { testRunStarted: { timestamp: now } },
    { testCase: { id: 'case', pickleId: pickle.id, testSteps } },
    { testCaseStarted: { id: 'started', testCaseId: 'case', attempt: 0, timestamp: now } },
    { testStepStarted: { ...ids, timestamp: now } },
    { testStepFinished: { ...ids, testStepResult, timestamp: now } },
  ];
}
