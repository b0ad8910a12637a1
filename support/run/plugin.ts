// Cucumber's plugin: ties the run to Cucumber's coordinator, to the process's signals and to its exit code.

import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import type { CoordinatorContext } from '@cucumber/cucumber/api';
import { startSandboxInWorker, UnknownFaultError } from 'focus-sandbox';
import { ConfigurationError, EnvironmentError, messageChain } from '../common/errors';
import { interrupt, makeInterruptible } from '../common/interruption';
import { formatExactSeconds } from '../common/wording';
import {
  checkNames,
  checkPaths,
  checkTags,
  isDryRun,
  isFailFast,
  requestedTags,
} from '../environment/cucumber-arguments';
import { reportsFolder } from '../environment/reports-folder';
import { safeText } from '../redaction/known-secrets';
import { clearReports } from '../reporting';
import { exitCodes } from '../verdict';
import { AcceptanceRun, type StartedSandbox } from './acceptance-run';
import { hearStrayErrors, tell } from './stray-errors';

// Cucumber takes this module as the plugin.
export const type = 'plugin';

/** After a signal: how long the scenarios may take to end, and the whole run with its reports. */
const interruptedMs = { scenarios: 25_000, run: 29_000 } as const;
/** A second signal that comes sooner is the first one once more: npm passes on what the terminal has sent to the whole group. */
const echoMs = 500;
/** How long Cucumber's formatters may take to end, after the reports of an interrupted run. */
const formattersMs = 1_000;

/**
 * Runs before Cucumber loads support code and creates workers, so that what it puts into the environment reaches them.
 * A dry run starts nothing and keeps Cucumber's own exit code.
 */
export async function coordinator({
  on,
  transform,
  environment,
}: CoordinatorContext<unknown>): Promise<(() => Promise<void>) | undefined> {
  if (isDryRun(process.argv)) return undefined;
  const folder = path.resolve(environment.cwd, reportsFolder(process.env));
  const run = await orQuit(undefined, () => newRun(folder));
  // Cucumber's command line sets an exit code of its own after the plugin has ended, or ends the process itself.
  process.on('exit', () => {
    const ofRun = exitCode === undefined || run.ended ? lastWord(run) : undefined;
    process.exitCode = exitCode ?? ofRun;
  });
  hearStrayErrors();
  makeInterruptible();
  endOnSignals(run);
  run.prepare();
  on('paths:resolve', (paths) => orQuitAtOnce(folder, () => checkPaths(paths, environment.cwd)));
  on('message', (message) => run.observe(message));
  transform('pickles:order', async (pickles) => {
    await orQuit(run, () => run.begin(pickles.length));
    return pickles;
  });
  return async () => {
    await orQuit(run, () => run.end());
    // What a step that was cut off has left open must not hold the process.
    if (exitCode !== undefined) setTimeout(() => process.exit(), formattersMs).unref();
  };
}

/** What an earlier run wrote is gone before anything can end this one. */
function newRun(folder: string): AcceptanceRun {
  clearReports(folder);
  checkTags(process.argv);
  checkNames(process.argv);
  process.env.FOCUS_REQUESTED_TAGS = requestedTags(process.argv);
  return new AcceptanceRun({ folder, failFast: isFailFast(process.argv), env: process.env, startSandbox });
}

// Set when the process is to end with something else than the run's verdict.
let exitCode: number | undefined;

async function startSandbox(faults: readonly string[]): Promise<StartedSandbox> {
  try {
    return await startSandboxInWorker({ faults });
  } catch (cause) {
    if (cause instanceof UnknownFaultError) throw new ConfigurationError(`SANDBOX_FAULTS: ${cause.message}`, { cause });
    throw new EnvironmentError(`The sandbox could not be started: ${messageChain(cause)}`, { cause });
  }
}

/** A wrong call or a broken environment ends the process with one message, without Cucumber's stack trace. */
async function orQuit<Result>(run: AcceptanceRun | undefined, action: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await action();
  } catch (error) {
    // What a signal stops fails, and is not to be told.
    if (exitCode !== undefined) return endNow(run, exitCode);
    await run?.abandon();
    return quit(error);
  }
}

/** As `orQuit` where Cucumber does not wait: a sandbox that is being started ends with the process. */
function orQuitAtOnce(folder: string, action: () => void): void {
  try {
    action();
  } catch (error) {
    clearReports(folder);
    quit(error);
  }
}

function quit(error: unknown): never {
  const expected = error instanceof ConfigurationError || error instanceof EnvironmentError;
  const text = expected ? error.message : `The suite itself failed: ${messageChain(error)}`;
  tell(safeText(text));
  exitCode = error instanceof ConfigurationError ? exitCodes.misconfigured.code : exitCodes.unusable.code;
  process.exit(exitCode);
}

/** The first signal interrupts the scenarios, so that the run ends in order and soon; the second one ends the process at once. */
function endOnSignals(run: AcceptanceRun): void {
  let firstMs = 0;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (exitCode !== undefined && performance.now() - firstMs < echoMs) return;
      if (exitCode !== undefined) process.exit(exitCode);
      firstMs = performance.now();
      exitCode = 128 + os.constants.signals[signal];
      tell(
        `\nStopping after ${signal}: the scenarios that run are cut off, and their jobs removed, within ${formatExactSeconds(interruptedMs.run)}; a second one ends at once.`,
      );
      run.interrupt();
      interrupt(signal);
      const code = exitCode;
      // Neither keeps a run alive that has ended by then.
      setTimeout(() => void endLate(run, code), interruptedMs.scenarios).unref();
      setTimeout(() => process.exit(code), interruptedMs.run).unref();
    });
  }
}

async function endLate(run: AcceptanceRun, code: number): Promise<void> {
  if (!run.ended) {
    tell(
      `Not every scenario has ended in ${formatExactSeconds(interruptedMs.scenarios)}; \`npm run sweep\` removes what they leave.`,
    );
  }
  await endNow(run, code);
}

/** Ends the process, with reports of what was seen. */
async function endNow(run: AcceptanceRun | undefined, code: number): Promise<never> {
  await run?.end();
  process.exit(code);
}

/** The exit code of a process that ends, whoever ended it. */
function lastWord(run: AcceptanceRun): number {
  try {
    return run.conclude();
  } catch (error) {
    tell(`The reports could not be written: ${safeText(messageChain(error))}`);
    return exitCodes.unusable.code;
  }
}
