// Where runs leave their reports and their ledger.

/** `FOCUS_REPORTS`, or `reports` where it is absent or empty; as it was written, so relative to the working directory. */
export function reportsFolder(env: NodeJS.ProcessEnv): string {
  return env.FOCUS_REPORTS || 'reports';
}
