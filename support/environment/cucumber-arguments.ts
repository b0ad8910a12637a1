// What the command line asks of Cucumber, where the run has to know it and Cucumber does not tell.
import { globSync } from 'node:fs';
import parseTagExpression from '@cucumber/tag-expressions';
import { ConfigurationError, messageChain } from '../common/errors';

/**
 * Whether a dry run was asked for, of which neither plugins nor formatters are told.
 * @param argv such as `process.argv`
 */
export function isDryRun(argv: readonly string[]): boolean {
  return argv.includes('--dry-run') || argv.includes('-d');
}

/** Whether the run is to end at its first failure. @param argv such as `process.argv` */
export function isFailFast(argv: readonly string[]): boolean {
  return argv.includes('--fail-fast');
}

/**
 * Looks at the paths as Cucumber has taken them from the command line or its configuration; it leaves out in silence what leads nowhere.
 * @throws ConfigurationError
 */
export function checkPaths(
  {
    unexpandedSourcePaths: asked,
    sourcePaths: found,
  }: Readonly<Record<'unexpandedSourcePaths' | 'sourcePaths', readonly string[]>>,
  cwd: string,
): void {
  const lost = found.length === 0 ? asked : asked.filter((path) => globSync(withoutLines(path), { cwd }).length === 0);
  if (lost.length === 0) return;
  const list = lost.map((path) => `"${path}"`).join(', ');
  throw new ConfigurationError(
    `No feature file is at ${list}: what was asked for would not be tested. Paths begin at ${cwd}.`,
  );
}

/**
 * Looks at the expressions for names before Cucumber does, which would end with a stack trace.
 * @throws ConfigurationError
 */
export function checkNames(argv: readonly string[]): void {
  for (const expression of valuesOf(argv, ['--name'])) {
    try {
      new RegExp(expression);
    } catch (cause) {
      throw new ConfigurationError(`--name "${expression}" is no regular expression. ${messageChain(cause)}`, {
        cause,
      });
    }
  }
}

/**
 * Looks at the tag expressions before Cucumber does, which would end with a stack trace.
 * @throws ConfigurationError
 */
export function checkTags(argv: readonly string[]): void {
  for (const expression of tagExpressions(argv)) {
    try {
      parseTagExpression(expression);
    } catch (cause) {
      const problem = messageChain(cause).replace(/\s+/g, ' ');
      throw new ConfigurationError(
        `--tags "${expression}" is no tag expression, such as "@orchestration and not @soak". ${problem}`,
        { cause },
      );
    }
  }
}

/** The tag expressions of the command line as one text. */
export function requestedTags(argv: readonly string[]): string {
  return tagExpressions(argv).join(' ');
}

/** `a.feature:3:7` as `a.feature`. */
function withoutLines(path: string): string {
  return path.replace(/(:\d+)*$/, '');
}

function tagExpressions(argv: readonly string[]): string[] {
  return valuesOf(argv, ['--tags', '-t']);
}

function valuesOf(argv: readonly string[], [name, ...others]: readonly [string, ...string[]]): string[] {
  return argv.flatMap((argument, index) => {
    if (argument === name || others.includes(argument)) return argv[index + 1] ?? [];
    return argument.startsWith(`${name}=`) ? argument.slice(name.length + 1) : [];
  });
}
