// Xray Cloud: imports and exports through its REST API, everything else through GraphQL.
import { z } from 'zod';
import type { XraySettings } from '../xray-settings';
import { createNoSuchIssueError } from './call-errors';
import { addTestsToCloudFolder } from './cloud-folders';
import { findIssueByKey, listCloudRuns, listIssues } from './cloud-pages';
import * as queries from './cloud-queries';
import type { CloudSession } from './cloud-session';
import { unpackFeatures } from './feature-archive';
import type { HttpCaller } from './http-caller';
import { createFeaturesForm, createResultsForm, resultsPart } from './import-forms';
import { checkImportedInto } from './imported-execution';
import type {
  ExecutionFields,
  FeatureImport,
  Issue,
  JiraIssues,
  RunNote,
  TestIssue,
  TestResult,
  TestRun,
  XrayClient,
} from './xray-client';

const keysSchema = z.array(z.object({ key: z.string() }).catchall(z.unknown()));
const featuresSchema = z.object({
  errors: z.array(z.unknown()).default([]),
  updatedOrCreatedTests: keysSchema,
  updatedOrCreatedPreconditions: keysSchema.default([]),
});
const executionSchema = z.object({ id: z.string(), key: z.string() });

/** So many runs are noted in one call: Xray counts calls, 300 in 5 minutes. */
const notesAtOnce = 20;

export class CloudClient implements XrayClient {
  readonly #caller: HttpCaller;
  readonly #settings: XraySettings;
  readonly #session: CloudSession;
  readonly jira: JiraIssues | undefined;

  constructor(caller: HttpCaller, settings: XraySettings, session: CloudSession, jira: JiraIssues | undefined) {
    this.#caller = caller;
    this.#settings = settings;
    this.#session = session;
    this.jira = jira;
  }

  async importFeatures(archive: Blob): Promise<FeatureImport> {
    const { apiUrl, projectKey, source, deadlineMs } = this.#settings;
    const query = new URLSearchParams({ projectKey, ...(source !== undefined && { source }) });
    const call = {
      what: 'The import of the features',
      method: 'POST',
      url: `${apiUrl}/import/feature?${query}`,
      form: createFeaturesForm(archive),
      repeatable: true,
      deadlineMs,
    } as const;
    const answer = await this.#caller.callJson(call, featuresSchema, this.#session);
    return {
      tests: answer.updatedOrCreatedTests.map(({ key }) => key),
      preconditions: answer.updatedOrCreatedPreconditions.map(({ key }) => key),
      errors: answer.errors.map((error) => (typeof error === 'string' ? error : JSON.stringify(error))),
    };
  }

  async exportFeatures(keys: readonly string[]): Promise<Record<string, string>> {
    const url = `${this.#settings.apiUrl}/export/cucumber?keys=${encodeURIComponent(keys.join(';'))}`;
    const call = { what: 'The export of the features', method: 'GET', url, repeatable: true } as const;
    return unpackFeatures((await this.#caller.call(call, this.#session)).body);
  }

  listTests(): Promise<TestIssue[]> {
    const jql = `project = "${this.#settings.projectKey}"`;
    return listIssues(this.#session, queries.getTests, { jql, what: `The Tests of ${this.#settings.projectKey}` });
  }

  async listResults(tests: readonly Issue[]): Promise<TestResult[]> {
    const keys = new Map(tests.map(({ id, key }) => [id, key]));
    const runs = await listCloudRuns(this.#session, { testIssueIds: tests.map(({ id }) => id) }, 'The latest results');
    return runs.map(({ status, finishedOn, test, testExecution }) => ({
      testKey: keys.get(test.issueId) ?? '',
      status: status.name,
      finishedOn: finishedOn ?? '',
      environments: testExecution.testEnvironments ?? [],
    }));
  }

  findExecutions(text: string): Promise<TestIssue[]> {
    const jql = `project = "${this.#settings.projectKey}" AND summary ~ "\\"${text}\\""`;
    return listIssues(this.#session, queries.getTestExecutions, {
      jql,
      what: `The look-up of the Test Execution of run ${text}`,
    });
  }

  findExecution(key: string): Promise<Issue | undefined> {
    const what = `The look-up of the Test Execution ${key}`;
    return findIssueByKey(this.#session, queries.getTestExecutions, { key, what });
  }

  async createExecution({ summary, environments }: ExecutionFields): Promise<Issue> {
    const fields = { summary, project: { key: this.#settings.projectKey } };
    const request = { ...queries.createTestExecution, variables: { jira: { fields }, environments } };
    const { created } = await this.#session.query(
      { ...request, what: 'Creating a Test Execution', repeatable: false },
      queries.createdSchema,
    );
    return queries.toIssue(created.issue);
  }

  async importResults(execution: Issue, fields: ExecutionFields, report: Blob): Promise<void> {
    const { apiUrl, deadlineMs } = this.#settings;
    const call = {
      what: `The import of the results into ${execution.key}`,
      method: 'POST',
      url: `${apiUrl}/import/execution/cucumber/multipart`,
      form: createResultsForm(resultsPart.cloud, this.#describeExecution(fields), report),
      repeatable: true,
      deadlineMs,
    } as const;
    const { key } = await this.#caller.callJson(call, executionSchema, this.#session);
    checkImportedInto(execution, key);
  }

  async listRuns(execution: Issue): Promise<TestRun[]> {
    const runs = await listCloudRuns(
      this.#session,
      { testExecIssueIds: [execution.id] },
      `The runs of ${execution.key}`,
    );
    return runs.map(({ id, status, test }) => ({ id, status: status.name, testKey: test.jira?.key ?? '' }));
  }

  async noteRuns(notes: readonly RunNote[]): Promise<void> {
    for (let from = 0; from < notes.length; from += notesAtOnce) {
      const request = queries.createNotesMutation(notes.slice(from, from + notesAtOnce));
      await this.#session.query(
        { ...request, what: 'Writing the reasons into the Test Runs', repeatable: true },
        z.unknown(),
      );
    }
  }

  findPlan(key: string): Promise<Issue | undefined> {
    return findIssueByKey(this.#session, queries.getTestPlans, { key, what: `The look-up of the Test Plan ${key}` });
  }

  async findPlansBySummary(summary: string): Promise<TestIssue[]> {
    const jql = `project = "${this.#settings.projectKey}" AND summary ~ "\\"${summary}\\""`;
    const plans = await listIssues(this.#session, queries.getTestPlans, {
      jql,
      what: `The look-up of the Test Plan "${summary}"`,
    });
    return plans.filter((plan) => plan.summary === summary);
  }

  async createPlan(summary: string): Promise<Issue> {
    const fields = { summary, project: { key: this.#settings.projectKey } };
    const request = { ...queries.createTestPlan, variables: { jira: { fields } } };
    const { created } = await this.#session.query(
      { ...request, what: 'Creating a Test Plan', repeatable: false },
      queries.createdSchema,
    );
    return queries.toIssue(created.issue);
  }

  async addTestsToPlan(plan: Issue, tests: readonly Issue[]): Promise<void> {
    await this.#add(queries.addTestsToTestPlan, {
      id: plan.id,
      members: tests,
      what: `Adding Tests to the Test Plan ${plan.key}`,
    });
  }

  async addExecutionToPlan(plan: Issue, execution: Issue): Promise<void> {
    const what = `Adding ${execution.key} to the Test Plan ${plan.key}`;
    await this.#add(queries.addTestExecutionsToTestPlan, { id: plan.id, members: [execution], what });
  }

  async addTestsToSet(key: string, tests: readonly Issue[]): Promise<void> {
    const what = `The look-up of the Test Set ${key}`;
    const set = await findIssueByKey(this.#session, queries.getTestSets, { key, what });
    if (set === undefined) throw createNoSuchIssueError('Test Set', key, 'xray.testSets');
    await this.#add(queries.addTestsToTestSet, {
      id: set.id,
      members: tests,
      what: `Adding Tests to the Test Set ${key}`,
    });
  }

  addTestsToFolder(folder: string, tests: readonly Issue[]): Promise<void> {
    return addTestsToCloudFolder(this.#session, folder, tests);
  }

  close(): Promise<void> {
    return this.#caller.close();
  }

  #describeExecution({ summary, description, environments, testPlan, fixVersion, revision }: ExecutionFields): unknown {
    const { projectKey, issueTypes, fields } = this.#settings;
    return {
      fields: {
        project: { key: projectKey },
        issuetype: { name: issueTypes.testExecution },
        summary,
        description,
        ...(fixVersion !== undefined && { fixVersions: [{ name: fixVersion }] }),
        ...(fields.revision !== undefined && revision !== undefined && { [fields.revision]: revision }),
      },
      xrayFields: { environments, ...(testPlan !== undefined && { testPlanKey: testPlan }) },
    };
  }

  async #add(
    query: { readonly query: string },
    { id, members, what }: { id: string; members: readonly Issue[]; what: string },
  ): Promise<void> {
    const variables = { id, members: members.map((member) => member.id) };
    await this.#session.query({ ...query, variables, what, repeatable: true }, z.unknown());
  }
}
