// The folder of reports and ledgers.

/** `FOCUS_REPORTS`, or `reports` if it is absent or empty; a relative path starts at the working directory. */
export function findReportsFolder(env: NodeJS.ProcessEnv): string {
  return env.FOCUS_REPORTS || 'reports';
}
