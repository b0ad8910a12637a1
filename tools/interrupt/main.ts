// `npm run interrupt`: ends runs of the suite by a signal at random moments, and shows that they leave nothing in the cluster.
import { createHash, randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { parseWholeNumber, runProgram, UsageError } from '../command-line';
import { formatLine, header } from './interrupt-table';
import { type EndingSignal, type Result, runInterrupted } from './interrupted-run';
import { type OuterSandbox, startOuterSandbox } from './outer-sandbox';

const usage = `npm run interrupt -- [--signal SIGINT|SIGKILL] [--times N] [--parallel N] [--tags EXPRESSION] [--seed N]
Every second run has --parallel workers (default 4; 0: no run has). The seed of an earlier series gives the same moments again.
`;

interface Series {
  readonly signal: EndingSignal;
  readonly times: number;
  readonly parallel: number;
  readonly tags: string;
  readonly seed: number;
}

async function main(): Promise<number> {
  const series = readSeries();
  const sandbox = await startOuterSandbox();
  try {
    write(`${series.times} times ${series.signal}, seed ${series.seed}\n\n${header}`);
    return (await runSeries(series, sandbox)) ? 0 : 1;
  } finally {
    await sandbox.stop();
  }
}

/** First runs each kind of run to its end, to measure its length. Resolves to whether no run left anything behind, and nothing else was wrong. */
async function runSeries(series: Series, sandbox: OuterSandbox): Promise<boolean> {
  const workers = [0, series.parallel].slice(0, series.parallel > 0 && series.times > 1 ? 2 : 1);
  const wholeMs = new Map<number, number>();
  const results: Result[] = [];
  const note = (name: string, count: number, result: Result) => {
    results.push(result);
    write(formatLine(name, count, result));
  };
  for (const count of workers) {
    const whole = await runInterrupted({ sandbox, args: listArguments(series, count), moment: doNothing });
    wholeMs.set(count, whole.toExitMs);
    note('whole', count, whole);
  }
  const { signal } = series;
  const signalled = () => results.filter(({ signalledMs }) => signalledMs !== undefined).length;
  // A run that ended before its moment was not interrupted, so that another run of its kind replaces it.
  for (let index = 0; signalled() < series.times && index < 2 * series.times; index += 1) {
    const count = workers[signalled() % workers.length] ?? 0;
    const momentMs = share(series.seed, index) * (wholeMs.get(count) ?? 0);
    const moment = (ended: AbortSignal) => delay(momentMs, undefined, { signal: ended });
    note(`${index + 1}`, count, await runInterrupted({ sandbox, args: listArguments(series, count), signal, moment }));
  }
  const unclean = results.filter(({ leftovers, problems }) => leftovers.length + problems.length > 0).length;
  write(`\n${signalled()} times ${signal}, ${unclean} runs with leftovers or problems (seed ${series.seed})\n`);
  return unclean === 0;
}

function listArguments({ tags }: Series, workers: number): string[] {
  return ['--tags', tags, ...(workers > 0 ? ['--parallel', String(workers)] : [])];
}

async function doNothing(): Promise<void> {}

/** A number from 0 to 1, always the same for the same seed and index. */
function share(seed: number, index: number): number {
  const bytes = createHash('sha256').update(`${seed} ${index}`).digest();
  return bytes.readUInt32BE() / 2 ** 32;
}

/** @throws when the call is wrong */
function readSeries(): Series {
  const { values } = parseArgs({
    options: {
      signal: { type: 'string', default: 'SIGINT' },
      times: { type: 'string', default: '20' },
      parallel: { type: 'string', default: '4' },
      tags: { type: 'string', default: 'not @soak' },
      seed: { type: 'string', default: String(randomInt(1_000_000)) },
    },
  });
  const { signal, tags } = values;
  if (signal !== 'SIGINT' && signal !== 'SIGKILL') {
    throw new UsageError(`--signal is "${signal}"; it must be SIGINT or SIGKILL.`);
  }
  const times = parseWholeNumber('times', values.times, 1);
  const parallel = parseWholeNumber('parallel', values.parallel, 0);
  return { signal, tags, times, parallel, seed: parseWholeNumber('seed', values.seed, 0) };
}

function write(text: string): void {
  process.stdout.write(text);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

runProgram(usage, main);
