// The part of Xray Cloud's GraphQL schema that clients of this project use, written after the vendor's documentation.
import { buildSchema } from 'graphql';

const listArguments = '(jql: String, issueIds: [String], projectId: String, limit: Int!, start: Int)';

export const graphqlSchema = buildSchema(`
scalar JSON

type Test { issueId: String projectId: String gherkin: String jira(fields: [String]): JSON }
type TestExecution { issueId: String projectId: String testEnvironments: [String] jira(fields: [String]): JSON }
type TestPlan { issueId: String projectId: String jira(fields: [String]): JSON }
type TestSet { issueId: String projectId: String jira(fields: [String]): JSON }
type Status { name: String }
type Evidence { filename: String downloadLink: String }
type Parameter { name: String value: String }
type Iteration { parameters: [Parameter] status: Status }
type IterationResults { total: Int results: [Iteration] }
type TestRun {
  id: String status: Status comment: String defects: [String] finishedOn: String test: Test testExecution: TestExecution
  evidence: [Evidence] iterations(limit: Int!): IterationResults
}
type Folder { name: String path: String testsCount: Int }

type TestResults { total: Int start: Int limit: Int results: [Test] }
type TestExecutionResults { total: Int start: Int limit: Int results: [TestExecution] }
type TestPlanResults { total: Int start: Int limit: Int results: [TestPlan] }
type TestSetResults { total: Int start: Int limit: Int results: [TestSet] }
type TestRunResults { total: Int start: Int limit: Int results: [TestRun] }

type CreateTestExecutionResult { testExecution: TestExecution warnings: [String] createdTestEnvironments: [String] }
type CreateTestPlanResult { testPlan: TestPlan warnings: [String] }
type AddTestsResult { addedTests: [String] warning: String }
type AddTestExecutionsResult { addedTestExecutions: [String] warning: String }
type AddDefectsResult { addedDefects: [String] warnings: [String] }
type ActionFolderResult { folder: Folder warnings: [String] }

type Query {
  getTests${listArguments}: TestResults
  getTestExecutions${listArguments}: TestExecutionResults
  getTestPlans${listArguments}: TestPlanResults
  getTestSets${listArguments}: TestSetResults
  getTestRuns(testIssueIds: [String], testExecIssueIds: [String], limit: Int!, start: Int): TestRunResults
  getFolder(projectId: String, path: String!): Folder
}
type Mutation {
  createTestExecution(testIssueIds: [String], testEnvironments: [String], jira: JSON!): CreateTestExecutionResult
  createTestPlan(testIssueIds: [String], jira: JSON!): CreateTestPlanResult
  addTestsToTestPlan(issueId: String!, testIssueIds: [String]!): AddTestsResult
  addTestsToTestSet(issueId: String!, testIssueIds: [String]!): AddTestsResult
  addTestExecutionsToTestPlan(issueId: String!, testExecIssueIds: [String]!): AddTestExecutionsResult
  updateTestRunComment(id: String!, comment: String!): String
  addDefectsToTestRun(id: String!, issues: [String]!): AddDefectsResult
  createFolder(projectId: String, path: String!): ActionFolderResult
  addTestsToFolder(projectId: String, path: String!, testIssueIds: [String]!): ActionFolderResult
}
`);
