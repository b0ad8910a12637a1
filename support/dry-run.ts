// Whether Cucumber was asked for a dry run, which neither its plugins nor its formatters are told.

/** @param argv such as `process.argv` */
export function isDryRun(argv: readonly string[]): boolean {
  return argv.includes('--dry-run') || argv.includes('-d');
}
