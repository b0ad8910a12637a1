// Lists of Xray Cloud, which GraphQL answers page by page.
import { ConfigurationError } from '../../common/errors';
import * as queries from './cloud-queries';
import type { CloudSession } from './cloud-session';
import type { TestIssue } from './xray-client';

/** GraphQL answers at most this many items. */
const pageSize = 100;

interface Search {
  readonly jql: string;
  readonly what: string;
}

/** All issues that the query finds. */
export async function listIssues(
  session: CloudSession,
  query: { readonly query: string },
  { jql, what }: Search,
): Promise<TestIssue[]> {
  const found: TestIssue[] = [];
  for (;;) {
    const variables = { jql, start: found.length, limit: pageSize };
    const { page } = await session.query({ ...query, variables, what, repeatable: true }, queries.issuePageSchema);
    found.push(...page.results.map(queries.toTestIssue));
    if (page.results.length === 0 || found.length >= page.total) return found;
  }
}

/** The issue with this key; undefined when it does not exist, which Jira answers with an error, or is of another type. */
export async function findIssueByKey(
  session: CloudSession,
  query: { readonly query: string },
  { key, what }: { readonly key: string; readonly what: string },
): Promise<TestIssue | undefined> {
  try {
    const found = await listIssues(session, query, { jql: `key = "${key}"`, what });
    return found.find((issue) => issue.key === key);
  } catch (error) {
    if (error instanceof ConfigurationError && error.message.includes(`'${key}' does not exist`)) return undefined;
    throw error;
  }
}

/** All runs of the given Tests or executions. */
export async function listCloudRuns(
  session: CloudSession,
  ids: Readonly<Record<string, readonly string[]>>,
  what: string,
): Promise<queries.CloudRun[]> {
  const found: queries.CloudRun[] = [];
  for (;;) {
    const variables = { ...ids, start: found.length, limit: pageSize };
    const { page } = await session.query(
      { ...queries.getTestRuns, variables, what, repeatable: true },
      queries.runPageSchema,
    );
    found.push(...page.results);
    if (page.results.length === 0 || found.length >= page.total) return found;
  }
}
