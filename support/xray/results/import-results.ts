// `npm run xray -- results`: the reports of a run become one Test Execution, however often the command is called.
import { ConfigurationError, EnvironmentError } from '../../common/errors';
import { formatCount } from '../../common/wording';
import type { Issue, RunNote, TestRun, XrayClient } from '../client/xray-client';
import { listFileScenarios, readFeatureFiles } from '../features/feature-files';
import { formatIssue } from '../issue-address';
import type { XraySettings } from '../xray-settings';
import { applyBudget } from './evidence-budget';
import { attachReports } from './execution-attachments';
import { createExecutionFields, type ExecutionOptions } from './execution-fields';
import { findOrCreateExecution } from './find-execution';
import { type RunReports, readReports } from './read-reports';
import { createXrayReport, renderReport, type SentTest, type XrayReport } from './xray-report';

export interface ResultsOptions extends ExecutionOptions {
  readonly cwd: string;
  /** The folder of the reports. */
  readonly folder: string;
  readonly settings: XraySettings;
  /** The most bytes of one request. */
  readonly maxBytes: number;
  readonly print: (line: string) => void;
}

/** What would be sent, without a call. */
export function describeResults(options: ResultsOptions): void {
  const { settings, print } = options;
  const { reports, report, leftOut } = prepare(options);
  const fields = createExecutionFields(reports, settings, options);
  print(
    `Would send the results of ${formatCount(report.tests.length, 'Test')} to ${settings.projectKey}: ${describeStatuses(report.tests)}.`,
  );
  print(`Summary: ${fields.summary}`);
  print(`Test Environments: ${fields.environments.join(', ')}. Test Plan: ${fields.testPlan ?? 'none'}.`);
  if (leftOut !== undefined) print(leftOut);
}

/**
 * Sends the results.
 * @throws ConfigurationError, EnvironmentError; after either, a further call continues with the same execution
 */
export async function importResults(client: XrayClient, options: ResultsOptions): Promise<void> {
  const { settings, print, folder, maxBytes } = options;
  const { reports, report, leftOut } = prepare(options);
  const plans = await findPlans(client, settings, report);
  const fields = createExecutionFields(reports, settings, options);
  const owner = { folder, runId: reports.run.runId, settings };
  const execution = await findOrCreateExecution(client, owner, fields);
  const body = await renderReport(report.features, execution.key, reports.evidenceFile);
  await client.importResults(execution, fields, body);
  const runs = await client.listRuns(execution);
  checkRuns(report.tests, runs, execution);
  await client.noteRuns(createNotes(report.tests, runs));
  for (const plan of plans) await client.addExecutionToPlan(plan, execution);
  if (leftOut !== undefined) print(leftOut);
  const { startedAt } = reports.run;
  await attachReports(client, execution, { folder, startedAt, maxBytes, print });
  print(
    `Sent the results of ${formatCount(report.tests.length, 'Test')} to ${formatIssue(execution.key, settings.jiraUrl)}: ${describeStatuses(report.tests)}.`,
  );
}

interface Prepared {
  readonly reports: RunReports;
  readonly report: XrayReport;
  readonly leftOut: string | undefined;
}

function prepare({ cwd, folder, settings, maxBytes, print }: ResultsOptions): Prepared {
  const reports = readReports(folder);
  if (reports.run.environment !== settings.profile) {
    throw new ConfigurationError(
      `The reports in ${folder} are of the environment "${reports.run.environment}", but FOCUS_ENV names "${settings.profile}". Set FOCUS_ENV to the environment of the run.`,
    );
  }
  const report = createXrayReport(reports, { settings, keys: readKeys(cwd, settings) });
  if (report.tests.length === 0) {
    throw new ConfigurationError(
      `None of the ${formatCount(reports.verdict.scenarios.length, 'scenario')} in ${folder} has a Test: run \`npm run xray -- features\` first, and compare xray.prefixes.test of the profile with the tags of the features.`,
    );
  }
  if (report.withoutTest.length > 0) {
    print(
      `Not sent, because ${formatCount(report.withoutTest.length, 'scenario has', 'scenarios have')} no Test (run \`npm run xray -- features\`): ${report.withoutTest.join('; ')}.`,
    );
  }
  const { features, leftOut } = applyBudget(report.features, maxBytes);
  return { reports, report: { ...report, features }, leftOut };
}

function readKeys(cwd: string, { prefixes }: XraySettings): Map<string, string> {
  const scenarios = listFileScenarios(readFeatureFiles(cwd), prefixes);
  return new Map(
    scenarios.flatMap(({ permanentName, key }) =>
      permanentName === undefined || key === undefined ? [] : [[permanentName, key]],
    ),
  );
}

async function findPlans(
  client: XrayClient,
  { testPlan, capacityPlan }: XraySettings,
  { isCapacity }: XrayReport,
): Promise<Issue[]> {
  const wanted = [
    { key: testPlan, setting: 'xray.testPlan' },
    { key: isCapacity ? capacityPlan : undefined, setting: 'xray.capacityPlan' },
  ];
  const plans: Issue[] = [];
  for (const { key, setting } of wanted) {
    if (key === undefined) continue;
    const plan = await client.findPlan(key);
    if (plan === undefined)
      throw new ConfigurationError(
        `${key} is no Test Plan that the account can see, so nothing was sent: correct ${setting} of the profile.`,
      );
    plans.push(plan);
  }
  return plans;
}

/** The answer 200 does not show that every result has arrived. */
function checkRuns(tests: readonly SentTest[], runs: readonly TestRun[], { key }: Issue): void {
  const statuses = new Map(runs.map(({ testKey, status }) => [testKey, status]));
  const missing = tests.filter((test) => !statuses.has(test.key)).map((test) => test.key);
  if (missing.length > 0) {
    throw new EnvironmentError(
      `Xray has accepted the report, but ${key} has no result of ${missing.join(', ')}: check with \`npm run xray -- status\` that they are Tests of the type Cucumber.`,
    );
  }
  const wrong = tests.filter(
    (test) => test.statuses.some((status) => status !== 'passed') && /^PASS(ED)?$/.test(statuses.get(test.key) ?? ''),
  );
  if (wrong.length === 0) return;
  throw new EnvironmentError(
    `Xray shows ${wrong.map((test) => test.key).join(', ')} in ${key} as passed, although ${wrong.length === 1 ? 'it was' : 'they were'} not: check the statuses in the settings of Xray, and xray.statuses of the profile.`,
  );
}

function createNotes(tests: readonly SentTest[], runs: readonly TestRun[]): RunNote[] {
  return tests.flatMap(({ key, comment, defects }) => {
    const run = runs.find(({ testKey }) => testKey === key);
    return run === undefined || comment === '' ? [] : [{ run, comment, defects }];
  });
}

function describeStatuses(tests: readonly SentTest[]): string {
  const groups = Map.groupBy(
    tests,
    ({ statuses }) =>
      statuses.find((status) => status === 'failed') ?? statuses.find((status) => status !== 'passed') ?? 'passed',
  );
  return [...groups]
    .map(([status, members]) => `${members.length} ${status === 'skipped' ? 'TODO' : status}`)
    .sort()
    .join(', ');
}
