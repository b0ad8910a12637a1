// Xray Data Center: its REST API inside Jira, and Jira's own for issues.
import { z } from 'zod';
import type { XraySettings } from '../xray-settings';
import { createNoSuchIssueError } from './call-errors';
import { describeExecution } from './datacenter-execution';
import * as schemas from './datacenter-schemas';
import { unpackFeatures } from './feature-archive';
import { listFolderPaths } from './folder-paths';
import type { Authorization, Call, HttpCaller } from './http-caller';
import { createFeaturesForm, createResultsForm, resultsPart } from './import-forms';
import { checkImportedInto, checkNothingRefused } from './imported-execution';
import { JiraRest } from './jira-rest';
import type {
  ExecutionFields,
  FeatureImport,
  Issue,
  RunNote,
  TestIssue,
  TestResult,
  TestRun,
  XrayClient,
} from './xray-client';

const pageSize = 100;

export class DatacenterClient implements XrayClient {
  readonly #caller: HttpCaller;
  readonly #settings: XraySettings;
  readonly #authorization: Authorization;
  readonly jira: JiraRest;

  constructor(caller: HttpCaller, settings: XraySettings, authorization: Authorization) {
    this.#caller = caller;
    this.#settings = settings;
    this.#authorization = authorization;
    this.jira = new JiraRest(caller, settings.apiUrl, authorization);
  }

  async importFeatures(archive: Blob): Promise<FeatureImport> {
    const { projectKey, deadlineMs, issueTypes } = this.#settings;
    const answer = await this.#call(
      {
        what: 'The import of the features',
        method: 'POST',
        url: `/rest/raven/2.0/import/feature?projectKey=${encodeURIComponent(projectKey)}`,
        form: createFeaturesForm(archive),
        repeatable: true,
        deadlineMs,
      },
      schemas.featuresSchema,
    );
    return schemas.toFeatureImport(answer, issueTypes.test);
  }

  async exportFeatures(keys: readonly string[]): Promise<Record<string, string>> {
    const url = `${this.#settings.apiUrl}/rest/raven/2.0/export/test?keys=${encodeURIComponent(keys.join(';'))}&fz=true`;
    const call = { what: 'The export of the features', method: 'GET', url, repeatable: true } as const;
    return unpackFeatures((await this.#caller.call(call, this.#authorization)).body);
  }

  listTests(): Promise<TestIssue[]> {
    return this.#search(this.#settings.issueTypes.test, '', `The Tests of ${this.#settings.projectKey}`);
  }

  async listResults(tests: readonly Issue[]): Promise<TestResult[]> {
    const results: TestResult[] = [];
    for (const { key } of tests) {
      const url = `/rest/raven/1.0/api/test/${encodeURIComponent(key)}/testruns`;
      const runs = await this.#call(
        { what: `The latest results of ${key}`, method: 'GET', url, repeatable: true },
        schemas.resultsSchema,
      );
      results.push(
        ...runs.map(({ status, finishedOn, testEnvironments }) => ({
          testKey: key,
          status,
          finishedOn: finishedOn ?? '',
          environments: testEnvironments,
        })),
      );
    }
    return results;
  }

  findExecutions(text: string): Promise<TestIssue[]> {
    const { testExecution } = this.#settings.issueTypes;
    return this.#search(
      testExecution,
      ` AND summary ~ "\\"${text}\\""`,
      `The look-up of the Test Execution of run ${text}`,
    );
  }

  findExecution(key: string): Promise<Issue | undefined> {
    return this.#findIssue(key, `The look-up of the Test Execution ${key}`, this.#settings.issueTypes.testExecution);
  }

  createExecution({ summary }: ExecutionFields): Promise<Issue> {
    return this.#createIssue(this.#settings.issueTypes.testExecution, summary);
  }

  async importResults(execution: Issue, fields: ExecutionFields, report: Blob): Promise<void> {
    const info = await this.#describeExecution(fields);
    const answer = await this.#call(
      {
        what: `The import of the results into ${execution.key}`,
        method: 'POST',
        url: '/rest/raven/2.0/import/execution/cucumber/multipart',
        form: createResultsForm(resultsPart.datacenter, info, report),
        repeatable: true,
        deadlineMs: this.#settings.deadlineMs,
      },
      schemas.executionSchema,
    );
    checkImportedInto(execution, answer.testExecIssue.key);
    checkNothingRefused(execution, answer.testIssues?.error ?? []);
  }

  async listRuns({ key }: Issue): Promise<TestRun[]> {
    const found: TestRun[] = [];
    for (let page = 1; ; page++) {
      const url = `/rest/raven/1.0/api/testexec/${encodeURIComponent(key)}/test?limit=${pageSize}&page=${page}`;
      const runs = await this.#call(
        { what: `The runs of ${key}`, method: 'GET', url, repeatable: true },
        schemas.runsSchema,
      );
      found.push(...runs.map((run) => ({ id: run.id, testKey: run.key, status: run.status })));
      if (runs.length < pageSize) return found;
    }
  }

  async noteRuns(notes: readonly RunNote[]): Promise<void> {
    for (const { run, comment, defects } of notes) {
      const json = { comment, ...(defects.length > 0 && { defects: { add: defects } }) };
      await this.#send(
        'PUT',
        `/rest/raven/1.0/api/testrun/${run.id}`,
        json,
        `Writing the reason into the Test Run of ${run.testKey}`,
      );
    }
  }

  findPlan(key: string): Promise<Issue | undefined> {
    return this.#findIssue(key, `The look-up of the Test Plan ${key}`, this.#settings.issueTypes.testPlan);
  }

  async findPlansBySummary(summary: string): Promise<TestIssue[]> {
    const condition = ` AND summary ~ "\\"${summary}\\""`;
    const found = await this.#search(
      this.#settings.issueTypes.testPlan,
      condition,
      `The look-up of the Test Plan "${summary}"`,
    );
    return found.filter((plan) => plan.summary === summary);
  }

  createPlan(summary: string): Promise<Issue> {
    return this.#createIssue(this.#settings.issueTypes.testPlan, summary);
  }

  addTestsToPlan(plan: Issue, tests: readonly Issue[]): Promise<void> {
    const path = `/rest/raven/1.0/api/testplan/${encodeURIComponent(plan.key)}/test`;
    return this.#add(path, tests, `Adding Tests to the Test Plan ${plan.key}`);
  }

  addExecutionToPlan(plan: Issue, execution: Issue): Promise<void> {
    const path = `/rest/raven/1.0/api/testplan/${encodeURIComponent(plan.key)}/testexecution`;
    return this.#add(path, [execution], `Adding ${execution.key} to the Test Plan ${plan.key}`);
  }

  async addTestsToSet(key: string, tests: readonly Issue[]): Promise<void> {
    const set = await this.#findIssue(key, `The look-up of the Test Set ${key}`);
    if (set === undefined) throw createNoSuchIssueError('Test Set', key, 'xray.testSets');
    await this.#add(
      `/rest/raven/1.0/api/testset/${encodeURIComponent(key)}/test`,
      tests,
      `Adding Tests to the Test Set ${key}`,
    );
  }

  async addTestsToFolder(folder: string, tests: readonly Issue[]): Promise<void> {
    const what = `Putting Tests into the folder ${folder}`;
    const path = `/rest/raven/1.0/api/testrepository/${encodeURIComponent(this.#settings.projectKey)}/folders`;
    let parent = await this.#call({ what, method: 'GET', url: path, repeatable: true }, schemas.folderSchema);
    for (const name of listFolderPaths(folder).map((each) => each.slice(each.lastIndexOf('/') + 1))) {
      const existing = parent.folders.find((child) => child.name === name);
      parent =
        existing ??
        (await this.#call(
          { what, method: 'POST', url: `${path}/${parent.id}`, json: { name }, repeatable: false },
          schemas.folderSchema,
        ));
    }
    await this.#send('PUT', `${path}/${parent.id}/tests`, { add: tests.map(({ key }) => key) }, what);
  }

  close(): Promise<void> {
    return this.#caller.close();
  }

  async #describeExecution(fields: ExecutionFields): Promise<unknown> {
    const call = { what: 'The fields of Jira', method: 'GET', url: '/rest/api/2/field', repeatable: true } as const;
    return describeExecution(fields, this.#settings, () => this.#call(call, schemas.fieldsSchema));
  }

  #createIssue(type: string, summary: string): Promise<Issue> {
    const fields = { project: { key: this.#settings.projectKey }, summary, issuetype: { name: type } };
    return this.#call(
      { what: `Creating a ${type}`, method: 'POST', url: '/rest/api/2/issue', json: { fields }, repeatable: false },
      schemas.createdIssueSchema,
    );
  }

  async #findIssue(key: string, what: string, type?: string): Promise<Issue | undefined> {
    const jql = encodeURIComponent(`key = "${key}"`);
    const url = `/rest/api/2/search?jql=${jql}&fields=issuetype&validateQuery=false`;
    const { issues } = await this.#call(
      { what, method: 'GET', url, repeatable: true },
      z.object({ issues: z.array(schemas.issueTypeSchema) }),
    );
    const [issue] = issues;
    if (issue === undefined || (type !== undefined && issue.fields.issuetype.name !== type)) return undefined;
    return { id: issue.id, key: issue.key };
  }

  async #search(type: string, condition: string, what: string): Promise<TestIssue[]> {
    const jql = encodeURIComponent(`project = "${this.#settings.projectKey}" AND issuetype = "${type}"${condition}`);
    const found: TestIssue[] = [];
    for (;;) {
      const url = `/rest/api/2/search?jql=${jql}&fields=summary,labels&startAt=${found.length}&maxResults=${pageSize}`;
      const { total, issues } = await this.#call({ what, method: 'GET', url, repeatable: true }, schemas.searchSchema);
      found.push(...issues.map(({ id, key, fields }) => ({ id, key, ...fields })));
      if (issues.length === 0 || found.length >= total) return found;
    }
  }

  async #add(path: string, members: readonly Issue[], what: string): Promise<void> {
    await this.#send('POST', path, { add: members.map(({ key }) => key) }, what);
  }

  async #send(method: 'POST' | 'PUT', path: string, json: unknown, what: string): Promise<void> {
    const url = `${this.#settings.apiUrl}${path}`;
    await this.#caller.call({ what, method, url, json, repeatable: true }, this.#authorization);
  }

  #call<Schema extends z.ZodType>(call: Call, schema: Schema): Promise<z.infer<Schema>> {
    return this.#caller.callJson({ ...call, url: `${this.#settings.apiUrl}${call.url}` }, schema, this.#authorization);
  }
}
