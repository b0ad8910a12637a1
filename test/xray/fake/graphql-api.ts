// The GraphQL API of the fake Xray Cloud.
import { graphql } from 'graphql';
import { z } from 'zod';
import { graphqlSchema } from './graphql-schema';
import type { FakeIssue, FakeRun, FakeStore } from './store';

const jiraSchema = z.object({ fields: z.object({ summary: z.string(), project: z.object({ key: z.string() }) }) });
/** Xray refuses longer pages. */
const longestPage = 100;

interface Page {
  readonly limit: number;
  readonly start?: number;
}

/** The body of the answer, which has the status 200 even for errors. */
export async function answerGraphql(store: FakeStore, body: unknown): Promise<unknown> {
  const { query, variables } = z
    .object({ query: z.string(), variables: z.record(z.string(), z.unknown()).default({}) })
    .parse(body);
  const result = await graphql({
    schema: graphqlSchema,
    source: query,
    rootValue: createRoot(store),
    variableValues: variables,
  });
  return { data: result.data, ...(result.errors && { errors: result.errors.map(({ message }) => ({ message })) }) };
}

function createRoot(store: FakeStore) {
  return {
    ...listQueries(store),
    ...createMutations(store),
    ...noteMutations(store),
    ...folderCalls(store),
  };
}

function listQueries(store: FakeStore) {
  const list = (type: string) => (request: Page & { jql?: string; issueIds?: string[] }) => {
    const found = request.issueIds?.flatMap((id) => store.find(id) ?? []) ?? store.search(request.jql ?? '');
    return toPage(
      found.filter((issue) => issue.type === type),
      request,
      (issue) => toNode(issue),
    );
  };
  return {
    getTests: list('Test'),
    getTestExecutions: list('Test Execution'),
    getTestPlans: list('Test Plan'),
    getTestSets: list('Test Set'),
    getTestRuns: (request: Page & { testIssueIds?: string[]; testExecIssueIds?: string[] }) => {
      const executions = store
        .listType('Test Execution')
        .filter(({ id }) => request.testExecIssueIds?.includes(id) ?? true);
      const runs = executions.flatMap((execution) =>
        execution.runs.map((run) => ({ run, execution, test: requireIssue(store, run.testKey) })),
      );
      const wanted = runs.filter(({ test }) => request.testIssueIds?.includes(test.id) ?? true);
      return toPage(wanted, request, ({ run, execution, test }) => ({
        id: run.id,
        status: { name: run.status },
        comment: run.comment,
        defects: run.defects,
        finishedOn: run.finishedOn,
        evidence: run.evidence.map((_, index) => ({
          filename: `evidence-${index}`,
          downloadLink: 'https://xray.example',
        })),
        iterations: { results: run.examples.map((name) => ({ parameters: [], status: { name } })) },
        test: toNode(test),
        testExecution: toNode(execution),
      }));
    },
  };
}

function createMutations(store: FakeStore) {
  const add =
    (kind: 'addedTests' | 'addedTestExecutions') =>
    (request: { issueId: string; testIssueIds?: string[]; testExecIssueIds?: string[] }) => {
      const target = requireIssue(store, request.issueId);
      const keys = (request.testIssueIds ?? request.testExecIssueIds ?? []).map((id) => requireIssue(store, id).key);
      const added = keys.filter((key) => !target.members.includes(key));
      target.members.push(...added);
      return { [kind]: added, warning: added.length === keys.length ? null : 'some were associated already' };
    };
  return {
    createTestExecution: ({ jira, testEnvironments = [] }: { jira: unknown; testEnvironments?: string[] }) => {
      const { summary } = checkProject(store, jira);
      const issue = store.create('Test Execution', summary, { environments: testEnvironments });
      return { testExecution: toNode(issue), warnings: [] };
    },
    createTestPlan: ({ jira }: { jira: unknown }) => ({
      testPlan: toNode(store.create('Test Plan', checkProject(store, jira).summary)),
      warnings: [],
    }),
    addTestsToTestPlan: add('addedTests'),
    addTestsToTestSet: add('addedTests'),
    addTestExecutionsToTestPlan: add('addedTestExecutions'),
  };
}

function noteMutations(store: FakeStore) {
  return {
    updateTestRunComment: ({ id, comment }: { id: string; comment: string }) => {
      requireRun(store, id).comment = comment;
      return 'Test Run comment updated successfully.';
    },
    addDefectsToTestRun: ({ id, issues }: { id: string; issues: string[] }) => {
      const run = requireRun(store, id);
      run.defects = [...new Set([...run.defects, ...issues])];
      return { addedDefects: issues, warnings: [] };
    },
  };
}

function folderCalls(store: FakeStore) {
  const describe = (path: string) => ({
    name: path.split('/').at(-1),
    path,
    testsCount: store.folders.get(path)?.length ?? 0,
  });
  return {
    getFolder: ({ path }: { path: string }) => (store.folders.has(path) ? describe(path) : null),
    createFolder: ({ path }: { path: string }) => {
      const parent = path.slice(0, path.lastIndexOf('/'));
      if (parent !== '' && !store.folders.has(parent)) throw new Error(`The folder ${parent} does not exist`);
      if (store.folders.has(path)) throw new Error(`The folder ${path} already exists`);
      store.folders.set(path, []);
      return { folder: describe(path), warnings: [] };
    },
    addTestsToFolder: ({ path, testIssueIds }: { path: string; testIssueIds: string[] }) => {
      const folder = store.folders.get(path);
      if (folder === undefined) throw new Error(`The folder ${path} does not exist`);
      store.folders.set(path, [...new Set([...folder, ...testIssueIds.map((id) => requireIssue(store, id).key)])]);
      return { folder: describe(path), warnings: [] };
    },
  };
}

function toPage<Item>(items: readonly Item[], { limit, start = 0 }: Page, toResult: (item: Item) => unknown): unknown {
  if (limit > longestPage) throw new Error(`limit must not be above ${longestPage}`);
  return { total: items.length, start, limit, results: items.slice(start, start + limit).map(toResult) };
}

function toNode(issue: FakeIssue) {
  return {
    issueId: issue.id,
    projectId: '10100',
    gherkin: issue.gherkin,
    testEnvironments: issue.environments,
    jira: ({ fields = [] }: { fields?: string[] }) =>
      Object.fromEntries(
        fields.map((field) => [
          field,
          field === 'key' ? issue.key : field === 'summary' ? issue.summary : issue.labels,
        ]),
      ),
  };
}

function checkProject(store: FakeStore, jira: unknown): { summary: string } {
  const { summary, project } = jiraSchema.parse(jira).fields;
  if (project.key !== store.project) throw new Error(`project: The value '${project.key}' does not exist`);
  return { summary };
}

function requireIssue(store: FakeStore, keyOrId: string): FakeIssue {
  const issue = store.find(keyOrId);
  if (issue === undefined) throw new Error(`issue ${keyOrId} not found`);
  return issue;
}

function requireRun(store: FakeStore, id: string): FakeRun {
  const run = store.issues.flatMap(({ runs }) => runs).find((each) => each.id === id);
  if (run === undefined) throw new Error(`test run ${id} not found`);
  return run;
}
