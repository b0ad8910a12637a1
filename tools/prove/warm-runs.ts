// Acceptance runs in warm processes, which are used again: the start of a process costs more than most runs.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type AcceptanceRuns, type AcceptanceTask, type EndedRun, hangMs } from './fault-run';
import { createChildEnvironment, repository } from './run-environment';
import { warmAnswerSchema } from './warm-messages';

/** So much of what a process printed last is kept. */
const keptOutput = 4_000;

export interface WarmRunsOptions {
  /** The program of the processes. Default: warm-process.ts. */
  readonly program?: string;
  /** A run that takes longer is ended. */
  readonly limitMs?: number;
}

/** As many processes as there are runs at once. A process in which an error occurred outside of the scenarios is not used again. */
export class WarmRuns implements AcceptanceRuns {
  readonly #program: string;
  readonly #limitMs: number;
  readonly #all = new Set<WarmProcess>();
  readonly #idle: WarmProcess[] = [];

  /** When the signal aborts, the runs are ended. */
  constructor(
    signal: AbortSignal,
    { program = path.join(__dirname, 'warm-process.ts'), limitMs = hangMs }: WarmRunsOptions = {},
  ) {
    this.#program = program;
    this.#limitMs = limitMs;
    signal.addEventListener('abort', () => void this.end(), { once: true });
  }

  async accept(task: AcceptanceTask): Promise<EndedRun> {
    const used = this.#idle.pop() ?? this.#start();
    const { exitCode, reusable } = await used.run(task, this.#limitMs);
    if (reusable) {
      this.#idle.push(used);
    } else {
      // All of its output is there when it has ended.
      await used.kill();
      this.#all.delete(used);
    }
    return { exitCode, output: used.output };
  }

  async end(): Promise<void> {
    await Promise.all([...this.#all].map((each) => each.kill()));
  }

  #start(): WarmProcess {
    const started = new WarmProcess(this.#program);
    this.#all.add(started);
    return started;
  }
}

interface WarmRun {
  /** Null when the run did not end in time, or a signal has ended the process. */
  readonly exitCode: number | null;
  readonly reusable: boolean;
}

class WarmProcess {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  #output = '';

  constructor(program: string) {
    this.#child = fork(program, {
      cwd: repository,
      env: createChildEnvironment(),
      execArgv: ['--require', 'ts-node-cache/register'],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#ended = once(this.#child, 'close');
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#output = `${this.#output}${text}`.slice(-keptOutput);
      });
    }
  }

  /** The end of what it printed during its latest run. */
  get output(): string {
    return this.#output;
  }

  /** Carries out one run. A process that ends meanwhile, or is late, is not reusable. */
  async run(task: AcceptanceTask, limitMs: number): Promise<WarmRun> {
    this.#output = '';
    const done = new AbortController();
    const answered = once(this.#child, 'message', { signal: done.signal });
    const late = delay(limitMs, 'late', { signal: done.signal });
    const losers = [answered, late].map((each) => each.catch(() => undefined));
    this.#child.send(task);
    const first = await Promise.race([answered, late, this.#ended]);
    done.abort();
    await Promise.all(losers);
    const answer = warmAnswerSchema.safeParse(Array.isArray(first) ? first[0] : undefined);
    if (answer.success) return answer.data;
    return { exitCode: first === 'late' ? null : this.#child.exitCode, reusable: false };
  }

  /** Resolves when the process has ended. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }
}
