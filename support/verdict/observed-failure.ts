// Why a step or a hook did not pass, read from Cucumber's messages.
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

/** The failures of an attempt, in the order of its steps and hooks. */
export function listFailures(started: TestCaseStarted, query: Query): ObservedFailure[] {
  return query.findTestStepFinishedAndTestStepBy(started).flatMap(([{ testStepResult }, testStep]) => {
    const status = readFailureStatus(testStepResult.status);
    if (status === undefined) return [];
    const hook = query.findHookBy(testStep);
    return {
      where: query.findPickleStepBy(testStep)?.text ?? describeHook(hook),
      beforehand: hook?.type === HookType.BEFORE_TEST_CASE,
      status,
      type: testStepResult.exception?.type ?? '',
      message: status === 'ambiguous' ? listDefinitions(testStep, query) : readMessage(testStepResult),
    };
  });
}

/** The message of an error; its class if it has no message. */
export function readMessage({ exception, message = '' }: Pick<TestStepResult, 'exception' | 'message'>): string {
  return (exception?.message ?? message).trim() || `${exception?.type ?? 'an error'} without a message`;
}

/** `file:line` of a hook or a step definition. */
export function describeLocation({ sourceReference: { uri, location } }: Pick<Hook, 'sourceReference'>): string {
  return `${uri ?? 'an unknown file'}:${location?.line ?? 0}`;
}

function describeHook(hook: Hook | undefined): string {
  if (hook === undefined) return 'a hook';
  return `the hook ${hook.name ?? describeLocation(hook)}`;
}

function listDefinitions(testStep: TestStep, query: Query): string {
  return query.findStepDefinitionsBy(testStep).map(describeLocation).join(' and ');
}

function readFailureStatus(status: TestStepResultStatus): ObservedFailure['status'] | undefined {
  const failures: Partial<Record<TestStepResultStatus, ObservedFailure['status']>> = {
    [TestStepResultStatus.FAILED]: 'failed',
    [TestStepResultStatus.UNDEFINED]: 'undefined',
    [TestStepResultStatus.AMBIGUOUS]: 'ambiguous',
    [TestStepResultStatus.PENDING]: 'pending',
  };
  return failures[status];
}
