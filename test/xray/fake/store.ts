// The issues of the fake Jira, and a small part of JQL to find them.

export interface FakeRun {
  readonly id: string;
  readonly testKey: string;
  status: string;
  comment: string;
  defects: string[];
  /** One status per example. */
  examples: string[];
  evidence: { readonly type: string; readonly bytes: number }[];
  finishedOn: string;
  /** Texts of failed steps. */
  messages: string[];
}

export interface FakeIssue {
  readonly id: string;
  readonly key: string;
  readonly type: string;
  summary: string;
  labels: string[];
  /** Further fields, such as a custom field. */
  fields: Record<string, unknown>;
  /** Of a Test: its Gherkin, from the keyword `Scenario` on. */
  gherkin: string;
  /** Of a Test: the file that it was imported from, with its source. */
  origin: string;
  requirements: string[];
  /** Of a plan or a set: its Tests; of a plan also its executions. */
  members: string[];
  /** Of an execution. */
  runs: FakeRun[];
  environments: string[];
  attachments: { readonly filename: string; readonly size: number }[];
}

/** The error of Jira for a query that names what does not exist. */
export class JqlError extends Error {}

export class FakeStore {
  readonly project: string;
  readonly issues: FakeIssue[] = [];
  /** Folders of the Test Repository with the keys of their Tests. */
  readonly folders = new Map<string, string[]>();
  #nextId = 10_000;
  #nextNumber = 100;

  constructor(project: string) {
    this.project = project;
  }

  create(type: string, summary: string, more: Partial<FakeIssue> = {}): FakeIssue {
    const issue: FakeIssue = {
      id: String(this.#nextId++),
      key: `${this.project}-${this.#nextNumber++}`,
      type,
      summary,
      labels: [],
      fields: {},
      gherkin: '',
      origin: '',
      requirements: [],
      members: [],
      runs: [],
      environments: [],
      attachments: [],
      ...more,
    };
    this.issues.push(issue);
    return issue;
  }

  find(keyOrId: string): FakeIssue | undefined {
    return this.issues.find(({ id, key }) => id === keyOrId || key === keyOrId);
  }

  listType(type: string): FakeIssue[] {
    return this.issues.filter((issue) => issue.type === type);
  }

  /** A number for anything that is no issue. */
  createId(): string {
    return String(this.#nextId++);
  }

  remove(key: string): void {
    const index = this.issues.findIndex((issue) => issue.key === key);
    if (index >= 0) this.issues.splice(index, 1);
  }

  /** @throws JqlError for an unknown project, and in strict queries for an unknown key */
  search(jql: string, { strict = true } = {}): FakeIssue[] {
    return jql
      .split(' AND ')
      .reduce<FakeIssue[]>((issues, condition) => this.#filter(issues, condition, strict), [...this.issues]);
  }

  #filter(issues: FakeIssue[], condition: string, strict: boolean): FakeIssue[] {
    const [, field = '', operator = '', quoted = ''] = /^(\w+) (=|~) "(.*)"$/.exec(condition.trim()) ?? [];
    const value = quoted.replaceAll('\\"', '').replaceAll('"', '');
    if (field === 'project' && value !== this.project)
      throw new JqlError(`The value '${value}' does not exist for the field 'project'.`);
    if (field === 'project') return issues;
    if (field === 'key' && strict && this.find(value) === undefined) {
      throw new JqlError(`An issue with key '${value}' does not exist for field 'key'.`);
    }
    if (field === 'key') return issues.filter(({ key }) => key === value);
    if (field === 'issuetype') return issues.filter(({ type }) => type === value);
    if (field === 'summary' && operator === '~') return issues.filter(({ summary }) => summary.includes(value));
    throw new JqlError(`Error in the JQL Query: ${condition}`);
  }
}
