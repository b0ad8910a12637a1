// `npm run xray -- plan`: adds the Tests of a tag expression to a Test Plan, and creates the capacity plan on request.
import parseTagExpression from '@cucumber/tag-expressions';
import { ConfigurationError, toMessageChain } from '../common/errors';
import { formatCount } from '../common/wording';
import { UnknownResultError } from './client/call-errors';
import type { Issue, XrayClient } from './client/xray-client';
import type { FileScenario } from './features/feature-files';
import { formatIssue } from './issue-address';
import { findTestsOf, readScenarios } from './tests-of-features';
import type { XraySettings } from './xray-settings';

export interface PlanOptions {
  readonly cwd: string;
  readonly settings: XraySettings;
  /** A tag expression. */
  readonly tags: string;
  /** The key of the plan; undefined: the plan of the profile. */
  readonly plan: string | undefined;
  /** Whether the plan is that of capacity, which is found by its summary or created. */
  readonly createCapacity: boolean;
  readonly print: (line: string) => void;
}

const capacitySummary = 'Capacity of the Focus Server';

/** What would be added, without a call. @throws ConfigurationError */
export function describePlan(options: PlanOptions): void {
  const scenarios = selectScenarios(options);
  const target = options.createCapacity ? `the Test Plan "${capacitySummary}"` : readPlanKey(options);
  options.print(`Would add ${formatCount(scenarios.length, 'Test')} to ${target}.`);
  for (const { scenario, key } of scenarios) options.print(`  ${key ?? '(no key)'}  ${scenario.name}`);
}

/** Adds the Tests; those that the plan has already stay. @throws ConfigurationError, EnvironmentError */
export async function addToPlan(client: XrayClient, options: PlanOptions): Promise<void> {
  const { settings, print, createCapacity } = options;
  const tests = await findTestsOf(client, selectScenarios(options), settings.projectKey);
  const plan = createCapacity
    ? await findOrCreateCapacityPlan(client, options)
    : await findPlan(
        client,
        readPlanKey(options),
        options.plan === undefined ? 'xray.testPlan of the profile' : '--plan',
      );
  await client.addTestsToPlan(plan, tests);
  print(
    `${formatCount(tests.length, 'Test is', 'Tests are')} in the Test Plan ${formatIssue(plan.key, settings.jiraUrl)}.`,
  );
  if (createCapacity && settings.capacityPlan !== plan.key)
    print(`Set xray.capacityPlan in ${settings.file} to "${plan.key}".`);
}

function selectScenarios({ cwd, settings, tags, createCapacity }: PlanOptions): FileScenario[] {
  const expression = createCapacity && tags === '' ? '@capacity' : tags;
  const matches = parseTags(expression);
  const scenarios = readScenarios(cwd, settings).filter(({ allTags }) => matches(allTags));
  if (scenarios.length > 0) return scenarios;
  throw new ConfigurationError(`No scenario has the tags "${expression}", so nothing would be added.`);
}

function parseTags(expression: string): (tags: readonly string[]) => boolean {
  try {
    const node = parseTagExpression(expression);
    return (tags) => node.evaluate([...tags]);
  } catch (cause) {
    throw new ConfigurationError(
      `--tags "${expression}" is no tag expression, such as "@orchestration and not @soak". ${toMessageChain(cause).replaceAll(/\s+/g, ' ')}`,
      { cause },
    );
  }
}

function readPlanKey({ plan, settings }: PlanOptions): string {
  const key = plan ?? settings.testPlan;
  if (key !== undefined) return key;
  throw new ConfigurationError(
    `No Test Plan is named: use --plan with its key, or set xray.testPlan in ${settings.file}.`,
  );
}

/** @param source where the key is from, for the error */
async function findPlan(client: XrayClient, key: string, source: string): Promise<Issue> {
  const plan = await client.findPlan(key);
  if (plan === undefined)
    throw new ConfigurationError(
      `${key} is no Test Plan that the account can see, so nothing was added: correct ${source}.`,
    );
  return plan;
}

async function findOrCreateCapacityPlan(client: XrayClient, { settings, print }: PlanOptions): Promise<Issue> {
  if (settings.capacityPlan !== undefined) {
    return findPlan(client, settings.capacityPlan, 'xray.capacityPlan of the profile, or remove it to create the plan');
  }
  const [existing] = await client.findPlansBySummary(capacitySummary);
  if (existing !== undefined) return existing;
  const created = await createOnce(client);
  print(`Created the Test Plan ${created.key} "${capacitySummary}".`);
  return created;
}

/** A creation without an answer may have happened: then the plan is looked up, and not created again. */
async function createOnce(client: XrayClient): Promise<Issue> {
  try {
    return await client.createPlan(capacitySummary);
  } catch (error) {
    if (!(error instanceof UnknownResultError)) throw error;
    const [created] = await client.findPlansBySummary(capacitySummary);
    if (created === undefined) throw error;
    return created;
  }
}
