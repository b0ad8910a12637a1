// Cucumber's plugin: connects the run with Cucumber's coordinator, the signals of the process and its exit code.

import { sandboxThread } from './sandbox-thread';

// The import above comes first: the sandbox's thread loads its code while this one loads what follows.

import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import type { CoordinatorContext } from '@cucumber/cucumber/api';
import { startSandboxInWorker, UnknownFaultError } from 'focus-sandbox';
import { ConfigurationError, EnvironmentError, toMessageChain } from '../common/errors';
import { interrupt, makeInterruptible } from '../common/interruption';
import { formatExactSeconds } from '../common/wording';
import { loadProfile } from '../environment';
import {
  checkNames,
  checkPaths,
  checkTags,
  isDryRun,
  isFailFast,
  readRequestedTags,
} from '../environment/cucumber-arguments';
import { findReportsFolder } from '../environment/reports-folder';
import { toSafeText } from '../redaction/known-secrets';
import { clearReports } from '../reporting';
import { exitCodes } from '../verdict';
import { AcceptanceRun } from './acceptance-run';
import type { StartedSandbox } from './run-options';
import { catchStrayErrors, printLine } from './stray-errors';

// Cucumber loads this module as a plugin.
export const type = 'plugin';

/** The time that the scenarios, and the whole run with its reports, have to end after a signal. */
const interruptedMs = { scenarios: 25_000, run: 29_000 } as const;
/** A second signal within this time is the first one again: npm passes on a signal that the terminal has sent to the whole group. */
const echoMs = 500;
/** The time that Cucumber's formatters have to end after the reports of an interrupted run. */
const formattersMs = 1_000;

/**
 * Runs before Cucumber loads support code and creates workers, so that the variables that it sets reach them.
 * A dry run starts nothing and keeps Cucumber's own exit code, unless the call is wrong.
 */
export async function coordinator({
  on,
  transform,
  environment,
}: CoordinatorContext<unknown>): Promise<(() => Promise<void>) | undefined> {
  if (isDryRun(process.argv)) {
    await runOrQuit(undefined, () => checkDryRun());
    on('paths:resolve', (paths) => runOrQuitAtOnce(() => checkPaths(paths, environment.cwd)));
    return undefined;
  }
  const folder = path.resolve(environment.cwd, findReportsFolder(process.env));
  const run = await runOrQuit(undefined, () => createRun(folder));
  // Cucumber's command line sets its own exit code after the plugin has ended, or ends the process itself.
  process.on('exit', () => {
    const runCode = exitCode === undefined || run.ended ? concludeRun(run) : undefined;
    process.exitCode = exitCode ?? runCode;
  });
  catchStrayErrors();
  makeInterruptible();
  endOnSignals(run);
  on('paths:resolve', (paths) => {
    runOrQuitAtOnce(
      () => checkPaths(paths, environment.cwd),
      () => clearReports(folder),
    );
    run.prepare();
  });
  on('message', (message) => run.observe(message));
  transform('pickles:order', async (pickles) => {
    await runOrQuit(run, () => run.begin(pickles.map(({ pickle }) => pickle)));
    return pickles;
  });
  return async () => {
    await runOrQuit(run, () => run.end());
    // Handles that a cut-off step has left open must not keep the process alive.
    if (exitCode !== undefined) setTimeout(() => process.exit(), formattersMs).unref();
  };
}

/** Checks what a dry run uses, where Cucumber and the support code would end with a stack trace. */
function checkDryRun(): void {
  checkTags(process.argv);
  checkNames(process.argv);
  loadProfile(process.env);
}

/** Removes the reports of an earlier run before anything can end this one. */
function createRun(folder: string): AcceptanceRun {
  clearReports(folder);
  checkTags(process.argv);
  checkNames(process.argv);
  process.env.FOCUS_REQUESTED_TAGS = readRequestedTags(process.argv);
  return new AcceptanceRun({ folder, failFast: isFailFast(process.argv), env: process.env, startSandbox });
}

// Set if the process ends with another exit code than that of the run's verdict.
let exitCode: number | undefined;

async function startSandbox(faults: readonly string[]): Promise<StartedSandbox> {
  try {
    return await startSandboxInWorker({ faults }, sandboxThread);
  } catch (cause) {
    if (cause instanceof UnknownFaultError) throw new ConfigurationError(`SANDBOX_FAULTS: ${cause.message}`, { cause });
    throw new EnvironmentError(`The sandbox could not be started: ${toMessageChain(cause)}`, { cause });
  }
}

/** A wrong call or a broken environment ends the process with one message, without Cucumber's stack trace. */
async function runOrQuit<Result>(
  run: AcceptanceRun | undefined,
  action: () => Result | Promise<Result>,
): Promise<Result> {
  try {
    return await action();
  } catch (error) {
    // Whatever a signal stops fails, and is not reported.
    if (exitCode !== undefined) return endNow(run, exitCode);
    await run?.abandon();
    return quit(error);
  }
}

/** Like `runOrQuit`, for calls that Cucumber does not await: a sandbox that is starting ends with the process. */
function runOrQuitAtOnce(action: () => void, cleanUp?: () => void): void {
  try {
    action();
  } catch (error) {
    cleanUp?.();
    quit(error);
  }
}

function quit(error: unknown): never {
  const expected = error instanceof ConfigurationError || error instanceof EnvironmentError;
  const text = expected ? error.message : `The suite itself failed: ${toMessageChain(error)}`;
  printLine(toSafeText(text));
  exitCode = error instanceof ConfigurationError ? exitCodes.misconfigured.code : exitCodes.unusable.code;
  process.exit(exitCode);
}

/** The first signal interrupts the scenarios, so that the run ends soon and in order; the second one ends the process at once. */
function endOnSignals(run: AcceptanceRun): void {
  let firstMs = 0;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (exitCode !== undefined && performance.now() - firstMs < echoMs) return;
      if (exitCode !== undefined) process.exit(exitCode);
      firstMs = performance.now();
      exitCode = 128 + os.constants.signals[signal];
      printLine(
        `\nStopping after ${signal}: running scenarios are cut off, and their jobs are removed, within ${formatExactSeconds(interruptedMs.run)}; a second signal ends the run at once.`,
      );
      run.interrupt();
      interrupt(signal);
      const code = exitCode;
      // Neither timer keeps an ended run alive.
      setTimeout(() => void endLate(run, code), interruptedMs.scenarios).unref();
      setTimeout(() => process.exit(code), interruptedMs.run).unref();
    });
  }
}

async function endLate(run: AcceptanceRun, code: number): Promise<void> {
  if (!run.ended) {
    printLine(
      `Not every scenario has ended within ${formatExactSeconds(interruptedMs.scenarios)}; \`npm run sweep\` removes the jobs that they leave.`,
    );
  }
  await endNow(run, code);
}

/** Ends the process, with reports of what was seen so far. */
async function endNow(run: AcceptanceRun | undefined, code: number): Promise<never> {
  await run?.end();
  process.exit(code);
}

/** The exit code of the process while it ends, whatever ended it. */
function concludeRun(run: AcceptanceRun): number {
  try {
    return run.conclude();
  } catch (error) {
    printLine(`The reports could not be written: ${toSafeText(toMessageChain(error))}`);
    return exitCodes.unusable.code;
  }
}
