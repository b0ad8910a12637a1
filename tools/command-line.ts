// What all tools do as programs: check their arguments, and set their exit code.
import { ignoreClosedOutput } from '../support/common/closed-output';
import { toMessageChain } from '../support/common/errors';

const exitCodes = { failed: 1, wrongCall: 2 } as const;

/** The tool was called wrongly. The message names what is wrong and what would be valid. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Runs a tool, which resolves to its exit code. A wrong call prints the usage and exits with 2; any other error exits with 1. */
export function runProgram(usage: string, main: () => Promise<number>): void {
  ignoreClosedOutput();
  main().then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      const isWrongCall = error instanceof UsageError || isOfParseArgs(error);
      process.stderr.write(`${toMessageChain(error)}\n${isWrongCall ? usage : ''}`);
      process.exitCode = isWrongCall ? exitCodes.wrongCall : exitCodes.failed;
    },
  );
}

/** @throws UsageError when the text of an option is no whole number, or less than `least` */
export function parseWholeNumber(option: string, text: string, least: number): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isSafeInteger(value) && value >= least) return value;
  throw new UsageError(`--${option} is "${text}"; it must be a whole number of at least ${least}.`);
}

function isOfParseArgs(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS_');
}
