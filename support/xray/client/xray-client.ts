// What the commands need of Xray, in the same form for both flavours.

export interface Issue {
  readonly id: string;
  readonly key: string;
}

/** A Test issue as Jira has it. */
export interface TestIssue extends Issue {
  readonly summary: string;
  readonly labels: readonly string[];
}

export interface FeatureImport {
  /** The Tests that the import has created or updated. */
  readonly tests: readonly string[];
  readonly preconditions: readonly string[];
  /** What Xray has refused, although it answered 200. */
  readonly errors: readonly string[];
}

/** One Test of a Test Execution. */
export interface TestRun {
  readonly id: string;
  readonly testKey: string;
  readonly status: string;
}

/** A result of a Test in some execution. */
export interface TestResult {
  readonly testKey: string;
  readonly status: string;
  readonly environments: readonly string[];
  /** ISO 8601; empty while it runs. */
  readonly finishedOn: string;
}

export interface ExecutionFields {
  readonly summary: string;
  readonly description: string;
  readonly environments: readonly string[];
  readonly testPlan?: string | undefined;
  readonly fixVersion?: string | undefined;
  readonly revision?: string | undefined;
}

/** What people read beside the status of a run. */
export interface RunNote {
  readonly run: TestRun;
  readonly comment: string;
  /** Keys of issues. */
  readonly defects: readonly string[];
}

export interface NamedFile {
  readonly name: string;
  readonly type: string;
  readonly content: Blob;
}

export interface XrayClient {
  /** @param archive a zip of feature files with the paths that are their identity */
  importFeatures(archive: Blob): Promise<FeatureImport>;
  /** The feature files of the Tests, by path. */
  exportFeatures(keys: readonly string[]): Promise<Readonly<Record<string, string>>>;
  /** All Tests of the project. */
  listTests(): Promise<TestIssue[]>;
  /** The latest results of the Tests, in no order. */
  listResults(tests: readonly Issue[]): Promise<TestResult[]>;

  /** The Test Executions whose summary contains the text. */
  findExecutions(text: string): Promise<TestIssue[]>;
  /** Undefined when there is no such Test Execution. */
  findExecution(key: string): Promise<Issue | undefined>;
  createExecution(fields: ExecutionFields): Promise<Issue>;
  /** Puts the results into the execution, and replaces its fields. @param report Cucumber's JSON */
  importResults(execution: Issue, fields: ExecutionFields, report: Blob): Promise<void>;
  listRuns(execution: Issue): Promise<TestRun[]>;
  noteRuns(notes: readonly RunNote[]): Promise<void>;

  /** Undefined when there is no such Test Plan. */
  findPlan(key: string): Promise<Issue | undefined>;
  findPlansBySummary(summary: string): Promise<TestIssue[]>;
  createPlan(summary: string): Promise<Issue>;
  addTestsToPlan(plan: Issue, tests: readonly Issue[]): Promise<void>;
  addExecutionToPlan(plan: Issue, execution: Issue): Promise<void>;
  addTestsToSet(key: string, tests: readonly Issue[]): Promise<void>;
  addTestsToFolder(folder: string, tests: readonly Issue[]): Promise<void>;

  /** Jira's own REST API; undefined without credentials for it. */
  readonly jira: JiraIssues | undefined;
  close(): Promise<void>;
}

/** Jira's own REST API. */
export interface JiraIssues {
  listAttachments(key: string): Promise<{ readonly name: string; readonly size: number }[]>;
  attach(key: string, file: NamedFile): Promise<void>;
  editFields(key: string, fields: Readonly<Record<string, unknown>>): Promise<void>;
}
