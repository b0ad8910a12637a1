// The Cucumber arguments that the run has to know and that Cucumber does not pass on.
import { globSync } from 'node:fs';
import parseTagExpression from '@cucumber/tag-expressions';
import { ConfigurationError, toMessageChain } from '../common/errors';
import { renamed } from './renamed';

/**
 * Whether it is a dry run; Cucumber passes this neither to plugins nor to formatters.
 * @param argv such as `process.argv`
 */
export function isDryRun(argv: readonly string[]): boolean {
  return argv.includes('--dry-run') || argv.includes('-d');
}

/** Whether the run ends at its first failure. @param argv such as `process.argv` */
export function isFailFast(argv: readonly string[]): boolean {
  return argv.includes('--fail-fast');
}

/**
 * Checks the paths that Cucumber has read from the command line or its configuration; it ignores a path without a file silently.
 * @throws ConfigurationError
 */
export function checkPaths(
  {
    unexpandedSourcePaths: requested,
    sourcePaths: found,
  }: Readonly<Record<'unexpandedSourcePaths' | 'sourcePaths', readonly string[]>>,
  cwd: string,
): void {
  const lost =
    found.length === 0 ? requested : requested.filter((path) => globSync(removeLines(path), { cwd }).length === 0);
  if (lost.length === 0) return;
  const list = lost.map((path) => `"${path}"`).join(', ');
  throw new ConfigurationError(
    `There is no feature file at ${list}, so the requested scenarios would not be tested. Paths are relative to ${cwd}.`,
  );
}

/**
 * Checks the expressions of --name: Cucumber would end with a stack trace for a wrong one, and find nothing for the old name of a scenario.
 * @throws ConfigurationError
 */
export function checkNames(argv: readonly string[]): void {
  for (const expression of readValues(argv, ['--name'])) {
    const now = renamed.scenarios.get(expression);
    if (now !== undefined) throw new ConfigurationError(`--name "${expression}" is an old name; it is now "${now}".`);
    try {
      new RegExp(expression);
    } catch (cause) {
      throw new ConfigurationError(`--name "${expression}" is no regular expression. ${toMessageChain(cause)}`, {
        cause,
      });
    }
  }
}

/**
 * Checks the tag expressions before Cucumber does, which would end with a stack trace.
 * @throws ConfigurationError
 */
export function checkTags(argv: readonly string[]): void {
  for (const expression of readTagExpressions(argv)) {
    try {
      parseTagExpression(expression);
    } catch (cause) {
      const problem = toMessageChain(cause).replace(/\s+/g, ' ');
      throw new ConfigurationError(
        `--tags "${expression}" is no tag expression, such as "@orchestration and not @soak". ${problem}`,
        { cause },
      );
    }
  }
}

/** The tag expressions of the command line as one text. */
export function readRequestedTags(argv: readonly string[]): string {
  return readTagExpressions(argv).join(' ');
}

/** `a.feature:3:7` as `a.feature`. */
function removeLines(path: string): string {
  return path.replace(/(:\d+)*$/, '');
}

function readTagExpressions(argv: readonly string[]): string[] {
  return readValues(argv, ['--tags', '-t']);
}

function readValues(argv: readonly string[], [name, ...others]: readonly [string, ...string[]]): string[] {
  return argv.flatMap((argument, index) => {
    if (argument === name || others.includes(argument)) return argv[index + 1] ?? [];
    return argument.startsWith(`${name}=`) ? argument.slice(name.length + 1) : [];
  });
}
