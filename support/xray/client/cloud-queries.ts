// The GraphQL queries and mutations of Xray Cloud, with the schemas of their answers.
import { z } from 'zod';
import type { Issue, RunNote, TestIssue } from './xray-client';

const issueSchema = z.object({
  issueId: z.string(),
  jira: z.object({ key: z.string(), summary: z.string().default(''), labels: z.array(z.string()).default([]) }),
});
export const issuePageSchema = z.object({ page: z.object({ total: z.int(), results: z.array(issueSchema) }) });
export const createdSchema = z.object({
  created: z.object({ issue: z.object({ issueId: z.string(), jira: z.object({ key: z.string() }) }) }),
});
const runSchema = z.object({
  id: z.string(),
  status: z.object({ name: z.string() }),
  finishedOn: z.string().nullish(),
  test: z.object({ issueId: z.string(), jira: z.object({ key: z.string() }).nullish() }),
  testExecution: z.object({ issueId: z.string(), testEnvironments: z.array(z.string()).nullish() }),
});
export type CloudRun = z.infer<typeof runSchema>;
export const runPageSchema = z.object({ page: z.object({ total: z.int(), results: z.array(runSchema) }) });
export const projectSchema = z.object({
  getTests: z.object({ results: z.array(z.object({ projectId: z.string() })) }),
});
export const folderSchema = z.object({ getFolder: z.object({ path: z.string() }).nullish() });

export const getTests = listIssues('getTests');
export const getTestExecutions = listIssues('getTestExecutions');
export const getTestPlans = listIssues('getTestPlans');
export const getTestSets = listIssues('getTestSets');

export const getTestRuns = {
  query: `query ($testIssueIds: [String], $testExecIssueIds: [String], $limit: Int!, $start: Int) {
  page: getTestRuns(testIssueIds: $testIssueIds, testExecIssueIds: $testExecIssueIds, limit: $limit, start: $start) {
    total
    results {
      id status { name } finishedOn test { issueId jira(fields: ["key"]) } testExecution { issueId testEnvironments }
    }
  }
}`,
};
export const createTestExecution = {
  query: `mutation ($jira: JSON!, $environments: [String]) {
  created: createTestExecution(testEnvironments: $environments, jira: $jira) { issue: testExecution { issueId jira(fields: ["key"]) } }
}`,
};
export const createTestPlan = {
  query: `mutation ($jira: JSON!) {
  created: createTestPlan(jira: $jira) { issue: testPlan { issueId jira(fields: ["key"]) } }
}`,
};
export const addTestsToTestPlan = addMembers('addTestsToTestPlan', 'testIssueIds', 'addedTests');
export const addTestsToTestSet = addMembers('addTestsToTestSet', 'testIssueIds', 'addedTests');
export const addTestExecutionsToTestPlan = addMembers(
  'addTestExecutionsToTestPlan',
  'testExecIssueIds',
  'addedTestExecutions',
);

export const getProject = {
  query: 'query ($issueIds: [String]) { getTests(issueIds: $issueIds, limit: 1) { results { projectId } } }',
};
export const getFolder = {
  query: 'query ($projectId: String, $path: String!) { getFolder(projectId: $projectId, path: $path) { path } }',
};
export const createFolder = {
  query:
    'mutation ($projectId: String, $path: String!) { createFolder(projectId: $projectId, path: $path) { folder { path } warnings } }',
};
export const addTestsToFolder = {
  query: `mutation ($projectId: String, $path: String!, $tests: [String]!) {
  addTestsToFolder(projectId: $projectId, path: $path, testIssueIds: $tests) { folder { path } warnings }
}`,
};

/** One mutation that writes several comments and defects. */
export function createNotesMutation(notes: readonly RunNote[]): { query: string; variables: Record<string, unknown> } {
  const parameters = notes.map(
    (_, index) => `$run${index}: String!, $comment${index}: String!, $defects${index}: [String]!`,
  );
  const lines = notes.map(({ defects }, index) => {
    const comment = `comment${index}: updateTestRunComment(id: $run${index}, comment: $comment${index})`;
    const linked = `defects${index}: addDefectsToTestRun(id: $run${index}, issues: $defects${index}) { addedDefects warnings }`;
    return defects.length === 0 ? `  ${comment}` : `  ${comment}\n  ${linked}`;
  });
  const variables = notes.flatMap(({ run, comment, defects }, index) => [
    [`run${index}`, run.id],
    [`comment${index}`, comment],
    ...(defects.length === 0 ? [] : [[`defects${index}`, defects]]),
  ]);
  const used = parameters.map((text, index) =>
    notes[index]?.defects.length === 0 ? text.replace(/, \$defects.*/, '') : text,
  );
  return { query: `mutation (${used.join(', ')}) {\n${lines.join('\n')}\n}`, variables: Object.fromEntries(variables) };
}

export function toIssue({ issueId, jira }: { issueId: string; jira: { key: string } }): Issue {
  return { id: issueId, key: jira.key };
}

export function toTestIssue(issue: z.infer<typeof issueSchema>): TestIssue {
  const { summary, labels } = issue.jira;
  return { ...toIssue(issue), summary, labels };
}

function listIssues(name: string): { readonly query: string } {
  return {
    query: `query ($jql: String, $limit: Int!, $start: Int) {
  page: ${name}(jql: $jql, limit: $limit, start: $start) { total results { issueId jira(fields: ["key", "summary", "labels"]) } }
}`,
  };
}

function addMembers(name: string, parameter: string, result: string): { readonly query: string } {
  return {
    query: `mutation ($id: String!, $members: [String]!) { ${name}(issueId: $id, ${parameter}: $members) { ${result} warning } }`,
  };
}
