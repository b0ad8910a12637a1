// Why a step or a hook did not pass, as Cucumber's messages tell it.
import {
  type Hook,
  HookType,
  type TestCaseStarted,
  type TestStep,
  type TestStepResult,
  TestStepResultStatus,
} from '@cucumber/messages';
import type { Query } from '@cucumber/query';

export interface ObservedFailure {
  /** The sentence of the step, or which hook. */
  readonly where: string;
  /** Whether it is a hook that runs before the first step. */
  readonly beforehand?: boolean;
  readonly status: 'failed' | 'undefined' | 'ambiguous' | 'pending';
  /** Class name of the error; empty where there was none. */
  readonly type: string;
  readonly message: string;
}

/** What did not pass in an attempt, in its order. */
export function failuresOf(started: TestCaseStarted, query: Query): ObservedFailure[] {
  return query.findTestStepFinishedAndTestStepBy(started).flatMap(([{ testStepResult }, testStep]) => {
    const status = failureStatus(testStepResult.status);
    if (status === undefined) return [];
    const hook = query.findHookBy(testStep);
    return {
      where: query.findPickleStepBy(testStep)?.text ?? nameOf(hook),
      beforehand: hook?.type === HookType.BEFORE_TEST_CASE,
      status,
      type: testStepResult.exception?.type ?? '',
      message: status === 'ambiguous' ? definitionsOf(testStep, query) : messageOf(testStepResult),
    };
  });
}

/** What an error said; what kind of error it is where it said nothing. */
export function messageOf({ exception, message = '' }: Pick<TestStepResult, 'exception' | 'message'>): string {
  return (exception?.message ?? message).trim() || `${exception?.type ?? 'an error'} without a message`;
}

/** Where a hook or a step definition stands. */
export function placeOf({ sourceReference: { uri, location } }: Pick<Hook, 'sourceReference'>): string {
  return `${uri ?? 'an unknown file'}:${location?.line ?? 0}`;
}

function nameOf(hook: Hook | undefined): string {
  if (hook === undefined) return 'a hook';
  return `the hook ${hook.name ?? placeOf(hook)}`;
}

function definitionsOf(testStep: TestStep, query: Query): string {
  return query.findStepDefinitionsBy(testStep).map(placeOf).join(' and ');
}

function failureStatus(status: TestStepResultStatus): ObservedFailure['status'] | undefined {
  const failures: Partial<Record<TestStepResultStatus, ObservedFailure['status']>> = {
    [TestStepResultStatus.FAILED]: 'failed',
    [TestStepResultStatus.UNDEFINED]: 'undefined',
    [TestStepResultStatus.AMBIGUOUS]: 'ambiguous',
    [TestStepResultStatus.PENDING]: 'pending',
  };
  return failures[status];
}
