// What the command line asks of Cucumber, where the run has to know it and Cucumber does not tell.
import parseTagExpression from '@cucumber/tag-expressions';
import { ConfigurationError, messageChain } from '../errors';

/**
 * Whether a dry run was asked for, of which neither plugins nor formatters are told.
 * @param argv such as `process.argv`
 */
export function isDryRun(argv: readonly string[]): boolean {
  return argv.includes('--dry-run') || argv.includes('-d');
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

function tagExpressions(argv: readonly string[]): string[] {
  return argv.flatMap((argument, index) => {
    if (argument === '--tags' || argument === '-t') return argv[index + 1] ?? [];
    return argument.startsWith('--tags=') ? argument.slice('--tags='.length) : [];
  });
}
