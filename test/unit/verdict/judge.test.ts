// Every outcome of a scenario, and the exit of the run that they add up to.
import { test } from 'node:test';
import { expect } from 'chai';
import {
  type JudgedEnvironment,
  judge,
  judgeScenario,
  type ObservedScenario,
  RunObserver,
} from '../../../support/verdict';
import { exitCodes, exitOf, outcomes } from '../../../support/verdict/exit-codes';

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
  skipped: false,
  failures: [],
  notes: [],
};

test('a scenario that passed is accepted', () => {
  expect(verdict(passed)).to.deep.equal(['accepted', '']);
});

test('a scenario that failed is not met, for the reason of its first failure', () => {
  const failures = [failure('Error', 'expected 2, was 3'), failure('Error', 'jobs are left')];
  expect(verdict({ ...passed, failures })).to.deep.equal(['notMet', 'expected 2, was 3']);
});

test('a broken environment blocks a scenario', () => {
  expect(verdict(failed('EnvironmentError', 'gone'))).to.deep.equal(['blocked', 'gone']);
  expect(verdict(failed('KubernetesError', 'gone'))).to.deep.equal(['blocked', 'gone']);
});

test('a wrong configuration is neither the product nor the environment', () => {
  expect(verdict(failed('ConfigurationError', 'wrong'))).to.deep.equal(['misconfigured', 'wrong']);
});

test('a mistake in the suite is not blamed on the product', () => {
  expect(verdict(failed('TypeError', 'x is undefined'))).to.deep.equal(['suiteFailed', 'x is undefined']);
  const undefinedStep = { where: 'nobody knows this', status: 'undefined', type: '', message: '' } as const;
  expect(verdict({ ...passed, failures: [undefinedStep] })).to.deep.equal([
    'suiteFailed',
    'the step "nobody knows this" is undefined',
  ]);
});

test('a scenario without steps, or that did not end, proves nothing', () => {
  expect(verdict({ ...passed, steps: 0 })).to.deep.equal(['suiteFailed', 'has no step, so nothing was tested']);
  expect(verdict({ ...passed, finished: false })).to.deep.equal(['suiteFailed', 'was not finished when the run ended']);
});

test('a scenario that an interruption cut off or did not let begin decides nothing', () => {
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

test('what an interruption left behind is no fault of the product, but a failure before it stands', () => {
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

test('a scenario that had not ended when an interrupted run was is no failure of the suite', () => {
  const seen = judgeScenario({ ...passed, finished: false }, environment({}), today, true);
  expect([seen.outcome, seen.reason]).to.deep.equal(['interrupted', 'was still running when the run was ended']);
});

test('an interrupted run is never accepted, and what was not met stands', () => {
  expect(judge(new RunObserver(), environment({}), today, true)).to.include({ interrupted: true, exitCode: 3 });
  expect(exitOf(['accepted', 'interrupted'])).to.equal('unusable');
  expect(exitOf(['notMet', 'interrupted'])).to.equal('notMet');
});

test('a skipped scenario is not applicable with a reason and a failure without', () => {
  const notes = ['Not applicable here: no quotas'];
  expect(verdict({ ...passed, skipped: true, notes })).to.deep.equal(['notApplicable', 'no quotas']);
  expect(verdict({ ...passed, skipped: true })).to.deep.equal(['suiteFailed', 'was skipped without a reason']);
});

test('a scenario that passed only at a further attempt is flaky, also with a known gap', () => {
  const retried = { ...passed, attempts: 2, firstFailure: 'not yet\nsecond line' };
  expect(verdict(retried)).to.deep.equal(['flaky', 'passed only at attempt 2; at first: not yet']);
  expect(verdict(retried, { knownGaps: [gap] })[0]).to.equal('flaky');
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

test('a known gap that is gone is told', () => {
  expect(verdict(passed, { knownGaps: [gap] })).to.deep.equal([
    'gapGone',
    'the known gap PZ-1 is gone: remove it from the profile of "lab"',
  ]);
});

test('a known gap excuses neither a broken environment nor another scenario', () => {
  expect(verdict(failed('EnvironmentError', 'gone'), { knownGaps: [gap] })[0]).to.equal('blocked');
  expect(verdict(failed('Error', 'x'), { knownGaps: [{ ...gap, scenario: '@id:b' }] })[0]).to.equal('notMet');
});

test('what is tolerated excuses nothing that the end of the scenario finds', () => {
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

test('a row of an outline is told by its values', () => {
  const row = { nfft: '0', why: 'too small' };
  expect(judgeScenario({ ...passed, name: 'NFFT is refused', row }, environment({}), today).title).to.equal(
    'NFFT is refused [nfft: 0, why: too small]',
  );
  expect(judgeScenario({ ...passed, name: 'NFFT 0 is too small', row }, environment({}), today).title).to.equal(
    'NFFT 0 is too small',
  );
});

test('every outcome asks for an exit that exists', () => {
  expect(Object.values(outcomes).map(({ exit }) => exitCodes[exit].code)).to.deep.equal([
    0, 0, 0, 0, 1, 1, 1, 2, 3, 3, 3,
  ]);
});

test('a run is accepted when something was decided and nothing speaks against it', () => {
  expect(exitOf(['accepted', 'knownGap', 'informational', 'notApplicable'])).to.equal('accepted');
});

test('what was seen not to be met stands, whatever else could not be looked at', () => {
  expect(exitOf(['blocked', 'accepted', 'notMet'])).to.equal('notMet');
  expect(exitOf(['accepted', 'flaky'])).to.equal('notMet');
  expect(exitOf(['accepted', 'gapGone'])).to.equal('notMet');
});

test('a run that was blocked or failed itself is not accepted', () => {
  expect(exitOf(['accepted', 'blocked'])).to.equal('unusable');
  expect(exitOf(['accepted', 'suiteFailed'])).to.equal('unusable');
  expect(exitOf(['accepted', 'misconfigured', 'blocked'])).to.equal('misconfigured');
});

test('a run that decided nothing is not accepted', () => {
  expect(exitOf([])).to.equal('misconfigured');
  expect(exitOf(['notApplicable', 'notApplicable'])).to.equal('misconfigured');
});

function verdict(scenario: ObservedScenario, known: Partial<JudgedEnvironment> = {}): [string, string] {
  const { outcome, reason } = judgeScenario(scenario, environment(known), today);
  return [outcome, reason];
}

function environment(known: Partial<JudgedEnvironment>): JudgedEnvironment {
  return { name: 'lab', knownGaps: [], capacity: { enforcement: 'required' }, ...known };
}

function failed(type: string, message: string): ObservedScenario {
  return { ...passed, failures: [failure(type, message)] };
}

function failure(type: string, message: string) {
  return { where: 'a step', status: 'failed', type, message } as const;
}
