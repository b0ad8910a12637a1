// `npm run check`: everything that can be checked without running the suite.
import { toMessageChain } from '../../support/common/errors';
import { type Part, parts } from './parts';

interface Outcome {
  readonly title: string;
  readonly problems: string;
}

async function main(cwd: string): Promise<number> {
  const outcomes = await Promise.all(parts.map((part) => runPart(part, cwd)));
  for (const outcome of outcomes) process.stdout.write(describe(outcome));
  const failed = outcomes.filter(({ problems }) => problems !== '');
  if (failed.length > 0) process.stdout.write(`\nWrong: ${failed.map(({ title }) => title).join(', ')}\n`);
  return failed.length === 0 ? 0 : 1;
}

async function runPart({ title, run }: Part, cwd: string): Promise<Outcome> {
  try {
    return { title, problems: await run(cwd) };
  } catch (error) {
    return { title, problems: `This check could not be run: ${toMessageChain(error)}` };
  }
}

function describe({ title, problems }: Outcome): string {
  if (problems === '') return `✓ ${title}\n`;
  return `\n✗ ${title}\n${problems.replace(/^(?=.)/gm, '  ')}\n\n`;
}

main(process.cwd()).then((exitCode) => {
  process.exitCode = exitCode;
}, reportDefect);

function reportDefect(error: unknown): void {
  process.stderr.write(`The check itself failed: ${toMessageChain(error)}\n`);
  process.exitCode = 1;
}
