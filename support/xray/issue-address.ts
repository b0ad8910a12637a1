// Keys of issues with their address, for lines on the terminal.

/** Such as `PZ-1 (https://jira.example.com/browse/PZ-1)`; only the key without an address of Jira. */
export function formatIssue(key: string, jiraUrl: string | undefined): string {
  return jiraUrl === undefined ? key : `${key} (${jiraUrl}/browse/${key})`;
}
