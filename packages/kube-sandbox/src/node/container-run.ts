// One run of a container: a program that runs in this process.
import type { Program, ProgramContext } from '../container-program';
import { RunLog } from './container-log';

export interface Exit {
  readonly exitCode: number;
  readonly reason: 'Completed' | 'Error' | 'OOMKilled' | 'ContainerCannotRun';
}

/** Exit code of a process that was killed by SIGKILL. */
const killedExitCode = 137;

/** A program from its start to its end. It can be signalled to stop, and killed when it does not. */
export class ContainerRun {
  readonly log = new RunLog();
  /** Resolves once, when the program has ended or was killed. Never rejects. */
  readonly ended: Promise<Exit>;
  /** Resolves when the program itself has ended, killed or not. Never rejects. */
  readonly programEnded: Promise<void>;
  readonly #stopping = new AbortController();
  #settle: (exit: Exit) => void = () => undefined;

  /** Starts the program; `silent` keeps its log empty. */
  constructor(program: Program, context: Omit<ProgramContext, 'log' | 'signal'>, silent: boolean) {
    const given = new Promise<Exit>((resolve) => {
      this.#settle = resolve;
    });
    const log = silent ? (): void => undefined : (line: string): void => this.log.write(line);
    this.ended = given.then((exit) => {
      this.log.end();
      return exit;
    });
    this.programEnded = this.#run(program, { ...context, log, signal: this.#stopping.signal });
  }

  /** Signals the program to stop (SIGTERM). */
  stop(): void {
    this.#stopping.abort();
  }

  /** Ends the run whatever the program does (SIGKILL). A program in this process cannot be killed: it is signalled to stop, and nothing waits for it. */
  kill(reason: Exit['reason'] = 'Error'): void {
    this.#settle({ exitCode: killedExitCode, reason });
    this.#stopping.abort();
  }

  async #run(program: Program, context: ProgramContext): Promise<void> {
    try {
      const exitCode = await program(context);
      this.#settle({ exitCode, reason: exitCode === 0 ? 'Completed' : 'Error' });
    } catch (error) {
      context.log(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
      this.#settle({ exitCode: 1, reason: 'Error' });
    }
  }
}
