// Given, When, Then and the hooks, typed for this suite's World: casts, not wrappers, so that reports name the step's own line.

import type { ITestCaseHookParameter } from '@cucumber/cucumber';
import * as cucumber from '@cucumber/cucumber';
import type { FocusWorld } from './world';

// `never[]` lets each step state the types of its own arguments, which its parameter types produce.
type StepBody = (this: FocusWorld, ...args: never[]) => Promise<'skipped' | undefined> | Promise<void> | void;
type HookBody = (this: FocusWorld, scenario: ITestCaseHookParameter) => Promise<'skipped' | undefined> | Promise<void>;

interface DefineStep {
  (sentence: string, body: StepBody): void;
  /** `timeout` in milliseconds; -1 where the step's own deadline governs, because the profile sets it. */
  (sentence: string, options: { timeout: number }, body: StepBody): void;
}

interface DefineHook {
  (body: HookBody): void;
  (options: { tags?: string; name?: string; timeout?: number }, body: HookBody): void;
}

export const Given = cucumber.Given as DefineStep;
export const When = cucumber.When as DefineStep;
export const Then = cucumber.Then as DefineStep;
export const Before = cucumber.Before as DefineHook;
export const After = cucumber.After as DefineHook;
