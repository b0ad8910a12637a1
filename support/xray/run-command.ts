// Runs one command of `npm run xray` from its arguments to its exit code.
import { ConfigurationError, EnvironmentError, toMessageChain } from '../common/errors';
import { loadProfile } from '../environment/load';
import { findReportsFolder } from '../environment/reports-folder';
import { findEnvironmentSecrets } from '../redaction/environment-secrets';
import { redact } from '../redaction/redact';
import { sanitize } from '../redaction/sanitize';
import { exitCodes } from '../verdict';
import { createClient } from './client/create-client';
import type { CallerOptions } from './client/http-caller';
import type { XrayClient } from './client/xray-client';
import { describeImport, importFeatures } from './features/import-features';
import { pullFeatures } from './pull-features';
import { readCiVariables } from './results/execution-fields';
import { describeResults, importResults } from './results/import-results';
import { addToPlan, describePlan } from './test-plan';
import { printStatus } from './test-status';
import { readArguments, type XrayArguments } from './xray-arguments';
import { readXraySettings, type XraySettings } from './xray-settings';

export interface CommandEnvironment {
  readonly argv: readonly string[];
  /** The root of the project. */
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Writes a line that is already safe. */
  readonly writeLine: (line: string) => void;
  readonly writeError: (line: string) => void;
  readonly calls?: CallerOptions;
}

/** Resolves to the exit code: 0 done, 1 scenarios differ (`status`, `pull`), 2 wrong call or configuration, 3 Xray could not be used. */
export async function runCommand(environment: CommandEnvironment): Promise<number> {
  try {
    const args = readArguments(environment.argv);
    if (typeof args === 'string') {
      environment.writeLine(args);
      return exitCodes.accepted.code;
    }
    return await run(args, environment);
  } catch (error) {
    const known = error instanceof ConfigurationError || error instanceof EnvironmentError;
    environment.writeError(
      removeSecrets(known ? error.message : `npm run xray failed: ${toMessageChain(error)}`, environment.env),
    );
    return error instanceof ConfigurationError ? exitCodes.misconfigured.code : exitCodes.unusable.code;
  }
}

async function run(
  args: XrayArguments,
  { cwd, env, writeLine, writeError, calls = {} }: CommandEnvironment,
): Promise<number> {
  const settings = readXraySettings(loadProfile(env));
  const print = (line: string) => writeLine(removeSecrets(line, env));
  const context = { args, settings, cwd, env, print };
  if (args.dryRun && args.command !== 'pull' && args.command !== 'status') return describe(context);
  const client = createClient(settings, env, { ...calls, print: (line) => writeError(removeSecrets(line, env)) });
  try {
    return await execute(client, context);
  } finally {
    await client.close();
  }
}

function removeSecrets(text: string, env: NodeJS.ProcessEnv): string {
  return redact(sanitize(text), findEnvironmentSecrets(env));
}

interface Context {
  readonly args: XrayArguments;
  readonly settings: XraySettings;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly print: (line: string) => void;
}

function describe(context: Context): number {
  const { command } = context.args;
  if (command === 'features') describeImport(context);
  if (command === 'results') describeResults(createResultsOptions(context));
  if (command === 'plan') describePlan(createPlanOptions(context));
  return exitCodes.accepted.code;
}

async function execute(client: XrayClient, context: Context): Promise<number> {
  const { args, settings, cwd, print } = context;
  switch (args.command) {
    case 'features':
      await importFeatures(client, {
        cwd,
        settings,
        print,
        keepFields: args.keepFields,
        folder: findReportsFolder(context.env),
      });
      return exitCodes.accepted.code;
    case 'results':
      await importResults(client, createResultsOptions(context));
      return exitCodes.accepted.code;
    case 'plan':
      await addToPlan(client, createPlanOptions(context));
      return exitCodes.accepted.code;
    case 'pull': {
      const write = args.write && !args.dryRun;
      const differing = await pullFeatures(client, { cwd, settings, print, write });
      return differing === 0 || write ? exitCodes.accepted.code : exitCodes.notMet.code;
    }
    case 'status':
      return (await printStatus(client, { cwd, settings, print })) === 0
        ? exitCodes.accepted.code
        : exitCodes.notMet.code;
  }
}

function createResultsOptions({ args, settings, cwd, env, print }: Context) {
  const ci = readCiVariables(env);
  return {
    cwd,
    folder: findReportsFolder(env),
    settings,
    print,
    maxBytes: args.maxBytes,
    link: args.link ?? ci.link,
    revision: args.revision ?? ci.revision,
    fixVersion: args.fixVersion,
  };
}

function createPlanOptions({ args, settings, cwd, print }: Context) {
  const { tags, plan, createCapacity } = args;
  return { cwd, settings, print, tags, plan, createCapacity };
}
