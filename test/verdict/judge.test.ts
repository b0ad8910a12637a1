// Every outcome of a scenario.
import { test } from 'node:test';
import { expect } from 'chai';
import {
  type JudgedEnvironment,
  judge,
  judgeScenario,
  type ObservedScenario,
  RunObserver,
} from '../../support/verdict';

const gap = { key: 'PZ-1', scenario: '@id:a', until: '2026-12-31', reason: 'not built yet' };
const today = '2026-11-22';
const passed: ObservedScenario = {
  pickleId: '1',
  uri: 'features/a.feature',
  line: 3,
  feature: 'A',
  name: 'Something holds',
  row: {},
  tags: ['@id:a'],
  attempts: 1,
  durationMs: 10,
  steps: 2,
  finished: true,
  begun: true,
  skipped: false,
  failures: [],
  notes: [],
};

test('a scenario that passed is accepted', () => {
  expect(verdict(passed)).to.deep.equal(['accepted', '']);
});

test('a scenario that failed is not met, with its first failure as the reason', () => {
  const failures = [failure('Error', 'expected 2, was 3'), failure('Error', 'jobs are left')];
  expect(verdict({ ...passed, failures })).to.deep.equal(['notMet', 'expected 2, was 3']);
});

test('a broken environment blocks a scenario', () => {
  expect(verdict(failed('EnvironmentError', 'gone'))).to.deep.equal(['blocked', 'gone']);
  expect(verdict(failed('KubernetesError', 'gone'))).to.deep.equal(['blocked', 'gone']);
});

test('a wrong configuration is blamed neither on the product nor on the environment', () => {
  expect(verdict(failed('ConfigurationError', 'wrong'))).to.deep.equal(['misconfigured', 'wrong']);
});

test('a bug in the suite is not blamed on the product', () => {
  expect(verdict(failed('TypeError', 'x is undefined'))).to.deep.equal(['suiteFailed', 'x is undefined']);
  const undefinedStep = { where: 'an unknown sentence', status: 'undefined', type: '', message: '' } as const;
  expect(verdict({ ...passed, failures: [undefinedStep] })).to.deep.equal([
    'suiteFailed',
    'the step "an unknown sentence" is undefined',
  ]);
});

test('a scenario without steps, or that did not end, proves nothing', () => {
  expect(verdict({ ...passed, steps: 0 })).to.deep.equal(['suiteFailed', 'has no step, so nothing was tested']);
  expect(verdict({ ...passed, finished: false })).to.deep.equal(['suiteFailed', 'was not finished when the run ended']);
});

test('a scenario that was cut off or not started by an interruption decides nothing', () => {
  const notes = ['Interrupted: The run was interrupted (SIGINT)'];
  expect(verdict({ ...failed('Error', 'expected 2, was 3'), notes })).to.deep.equal([
    'interrupted',
    'was cut off in "a step": The run was interrupted (SIGINT)',
  ]);
  expect(verdict({ ...passed, skipped: true, notes })).to.deep.equal([
    'interrupted',
    'was not begun: The run was interrupted (SIGINT)',
  ]);
  expect(verdict({ ...passed, notes })).to.deep.equal([
    'interrupted',
    'was not judged: The run was interrupted (SIGINT)',
  ]);
  expect(verdict({ ...failed('Error', 'answered 404'), notes }, { knownGaps: [gap] })[0]).to.equal('interrupted');
});

test('what an interruption left behind is no fault of the product, but an earlier failure is', () => {
  const left = failure('InterruptionError', 'interrupted before all was seen gone');
  expect(verdict({ ...passed, failures: [left] })).to.deep.equal([
    'interrupted',
    'interrupted before all was seen gone',
  ]);
  expect(verdict({ ...passed, failures: [failure('Error', 'expected 2, was 3'), left] })).to.deep.equal([
    'notMet',
    'expected 2, was 3',
  ]);
  const cutOff = [failure('InterruptionError', 'The run was interrupted (SIGINT)'), left];
  expect(
    verdict({ ...passed, failures: cutOff, notes: ['Interrupted: The run was interrupted (SIGINT)'] })[1],
  ).to.equal('was cut off in "a step": The run was interrupted (SIGINT)\ninterrupted before all was seen gone');
});

test('a scenario that was still running when the run was interrupted is no failure of the suite', () => {
  const seen = judgeScenario({ ...passed, finished: false }, environment({}), today, { interrupted: true });
  expect([seen.outcome, seen.reason]).to.deep.equal(['interrupted', 'was still running when the run was ended']);
});

test('an interrupted run is never accepted', () => {
  expect(judge(new RunObserver(), environment({}), today, { interrupted: true })).to.include({
    interrupted: true,
    exitCode: 3,
  });
});

test('a skipped scenario is not applicable if it has a reason, else it is a failure', () => {
  const notes = ['Not applicable here: no quotas'];
  expect(verdict({ ...passed, skipped: true, notes })).to.deep.equal(['notApplicable', 'no quotas']);
  expect(verdict({ ...passed, skipped: true })).to.deep.equal(['suiteFailed', 'was skipped without a reason']);
});

test('a scenario that passed only at a further attempt is flaky, also with a known gap', () => {
  const retried = { ...passed, attempts: 2, firstFailure: failure('Error', 'not yet\nsecond line') };
  expect(verdict(retried)).to.deep.equal(['flaky', 'passed only at attempt 2; at first: not yet']);
  expect(verdict(retried, { knownGaps: [gap] })[0]).to.equal('flaky');
});

test('a retry hides nothing that the first attempt showed', () => {
  const firstFailure = failure('Error', 'expected 2, was 3');
  expect(verdict({ ...passed, attempts: 2, firstFailure, skipped: true })).to.deep.equal([
    'flaky',
    'was skipped at attempt 2; at first: expected 2, was 3',
  ]);
  expect(verdict({ ...failed('EnvironmentError', 'gone'), attempts: 2, firstFailure })).to.deep.equal([
    'notMet',
    'expected 2, was 3\nat attempt 2: gone',
  ]);
});

test('what fails before the first step, or only at the limit of Cucumber, is not blamed on the product', () => {
  const hook = { ...failure('Error', 'no session'), where: 'the hook begin', beforehand: true };
  expect(verdict({ ...passed, failures: [hook] })).to.deep.equal(['suiteFailed', 'the hook begin failed: no session']);
  const gone = { ...hook, type: 'EnvironmentError', message: 'gone' };
  expect(verdict({ ...passed, failures: [gone] })).to.deep.equal(['blocked', 'gone']);
  const timedOut = 'function timed out, ensure the promise resolves within 180000 milliseconds';
  expect(verdict(failed('Error', timedOut))).to.deep.equal([
    'suiteFailed',
    '"a step" did not end within 180 s, and no deadline of its own explains why',
  ]);
});

test('a scenario that was not started has the reason', () => {
  const notBegun = { ...passed, attempts: 0, begun: false, finished: false };
  expect(verdict(notBegun)).to.deep.equal(['suiteFailed', 'was not begun when the run ended']);
  const interrupted = judgeScenario(notBegun, environment({}), today, { interrupted: true });
  expect([interrupted.outcome, interrupted.reason]).to.deep.equal([
    'interrupted',
    'was not begun when the run was ended',
  ]);
  const behindFailure = { ...passed, begun: false, skipped: true };
  const ended = judgeScenario(behindFailure, environment({}), today, { failFast: true });
  expect([ended.outcome, ended.reason]).to.deep.equal([
    'interrupted',
    'was not begun: the run ended at its first failure (--fail-fast)',
  ]);
  expect(verdict(behindFailure)[0]).to.equal('suiteFailed');
});

test('a problem of the run itself is never accepted', () => {
  const judged = judge(new RunObserver(), environment({}), today, { problems: ['the disk is full'] });
  expect(judged).to.deep.include({ exitCode: 3, problems: ['the disk is full'] });
});

test('a known gap is tolerated until its date and not a day longer', () => {
  const seen = failed('Error', 'answered 404');
  expect(verdict(seen, { knownGaps: [{ ...gap, until: today }] })).to.deep.equal([
    'knownGap',
    'PZ-1, tolerated until 2026-11-22: not built yet',
  ]);
  expect(verdict(seen, { knownGaps: [{ ...gap, until: '2026-11-21' }] })).to.deep.equal([
    'notMet',
    'the known gap PZ-1 was tolerated until 2026-11-21: answered 404',
  ]);
});

test('a known gap that is gone is reported', () => {
  expect(verdict(passed, { knownGaps: [gap] })).to.deep.equal([
    'gapGone',
    'the known gap PZ-1 is gone: remove it from the profile of "dev"',
  ]);
});

test('a known gap excuses neither a broken environment nor another scenario', () => {
  expect(verdict(failed('EnvironmentError', 'gone'), { knownGaps: [gap] })[0]).to.equal('blocked');
  expect(verdict(failed('Error', 'x'), { knownGaps: [{ ...gap, scenario: '@id:b' }] })[0]).to.equal('notMet');
});

test('a known gap does not excuse a problem that the end of the scenario finds', () => {
  const [step] = failed('Error', 'only 40 jobs').failures;
  const left = {
    where: 'release',
    status: 'failed',
    type: 'Error',
    message: 'what it made could not be removed',
  } as const;
  const seen = { ...passed, failures: [...(step === undefined ? [] : [step]), left], tags: ['@capacity', '@id:a'] };
  const notMet = ['notMet', 'what it made could not be removed'];
  expect(verdict(seen, { capacity: { enforcement: 'informational' } })).to.deep.equal(notMet);
  expect(verdict(seen, { knownGaps: [gap] })).to.deep.equal(notMet);
});

test('capacity that the environment does not require is informational', () => {
  const seen = { ...failed('Error', 'only 40 jobs'), tags: ['@capacity'] };
  expect(verdict(seen, { capacity: { enforcement: 'informational' } })).to.deep.equal([
    'informational',
    'only 40 jobs',
  ]);
  expect(verdict(seen)).to.deep.equal(['notMet', 'only 40 jobs']);
});

test('a row of an outline is named by its values', () => {
  const row = { nfft: '0', why: 'too small' };
  expect(judgeScenario({ ...passed, name: 'NFFT is refused', row }, environment({}), today).title).to.equal(
    'NFFT is refused [nfft: 0, why: too small]',
  );
  expect(judgeScenario({ ...passed, name: 'NFFT 0 is too small', row }, environment({}), today).title).to.equal(
    'NFFT 0 is too small',
  );
});

test('a promise that the profile weakens is accepted only where nothing is required', () => {
  const seen = { ...passed, notes: ['Less than promised: shortened: 60 s of 1 h (stability.durationMs)'] };
  expect(verdict(seen)).to.deep.equal([
    'weakened',
    'held, but less was checked than the sentences promise: shortened: 60 s of 1 h (stability.durationMs)',
  ]);
  expect(verdict(seen, { sandbox: true })).to.deep.equal(['accepted', '']);
  expect(verdict(seen, { capacity: { enforcement: 'informational' } })).to.deep.equal(['accepted', '']);
});

function verdict(scenario: ObservedScenario, known: Partial<JudgedEnvironment> = {}): [string, string] {
  const { outcome, reason } = judgeScenario(scenario, environment(known), today);
  return [outcome, reason];
}

function environment(known: Partial<JudgedEnvironment>): JudgedEnvironment {
  return { name: 'dev', sandbox: false, knownGaps: [], capacity: { enforcement: 'required' }, ...known };
}

function failed(type: string, message: string): ObservedScenario {
  return { ...passed, failures: [failure(type, message)] };
}

function failure(type: string, message: string) {
  return { where: 'a step', status: 'failed', type, message } as const;
}
