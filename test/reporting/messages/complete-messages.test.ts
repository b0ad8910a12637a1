// Reports of a run that was ended before its scenarios were.
import { test } from 'node:test';
import { AstBuilder, compile, GherkinClassicTokenMatcher, Parser } from '@cucumber/gherkin';
import { type Envelope, IdGenerator, TestStepResultStatus } from '@cucumber/messages';
import { expect } from 'chai';
import { junitXml } from '../../../support/reporting/junit';
import { completed } from '../../../support/reporting/messages/complete-messages';
import { withVerdict } from '../../../support/reporting/messages/judge-messages';
import { judge, RunObserver } from '../../../support/verdict';

const now = { seconds: 1_700_000_000, nanos: 0 };
const duration = { seconds: 0, nanos: 0 };

test('a scenario that has no end is shown as interrupted in JUnit, not as passed', () => {
  const envelopes = endedInFirstStep();
  const observer = new RunObserver();
  for (const envelope of envelopes) observer.update(envelope);
  const environment = { name: 'lab', sandbox: false, knownGaps: [], capacity: { enforcement: 'required' } } as const;
  const verdict = judge(observer, environment, '2026-11-22', { interrupted: true });
  const xml = junitXml(withVerdict(completed(envelopes), verdict, TestStepResultStatus.SKIPPED), 'A suite');
  expect(xml).to.contain('tests="1" skipped="1" failures="0"');
  expect(xml).to.contain(
    '<skipped><![CDATA[Verdict: interrupted. was still running when the run was ended]]></skipped>',
  );
});

test('steps without a result get one, and the run an end', () => {
  const added = completed(endedInFirstStep()).slice(endedInFirstStep().length);
  expect(added.map((envelope) => Object.keys(envelope)[0])).to.deep.equal([
    'testStepFinished',
    'testStepFinished',
    'testCaseFinished',
    'testRunFinished',
  ]);
  const statuses = added.flatMap(({ testStepFinished }) => testStepFinished?.testStepResult.status ?? []);
  expect(statuses).to.deep.equal([TestStepResultStatus.UNKNOWN, TestStepResultStatus.SKIPPED]);
});

test('a run that a broken worker ended tells of the scenario that it was in and of those that it did not begin', () => {
  const [, , , testCase] = endedInFirstStep();
  const another = testCase?.testCase && { testCase: { ...testCase.testCase, id: 'another case' } };
  const end = { testRunFinished: { success: false, timestamp: now } };
  const ended = completed([...endedInFirstStep(), ...(another ? [another] : []), end]);
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

test('a whole run is left as it is', () => {
  const finished = { testCaseFinished: { testCaseStartedId: 'started', timestamp: now, willBeRetried: false } };
  const whole = [...endedInFirstStep(), finished, { testRunFinished: { success: false, timestamp: now } }];
  expect(completed(whole)).to.deep.equal(whole);
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
