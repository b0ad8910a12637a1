// The programs of one pod: started with the pod's environment and credentials, stopped together.
import { setTimeout as delay } from 'node:timers/promises';
import type { Program } from '../container-program';
import type { Stored } from '../store';
import { type Container, createArguments, createCredentials, createEnvironment } from './container-environment';
import { ContainerRun } from './container-run';
import { chooseProgram } from './forced-exit';
import type { NodeContext } from './node-options';

/** How long the node waits for a program that ignores its signal. */
const programEndMs = 3_000;

/** Everything of a pod that runs, over all its containers and their restarts. */
export class PodRuns {
  readonly #pod: Stored<'pods'>;
  readonly #context: NodeContext;
  readonly #runs = new Set<ContainerRun>();
  readonly #programs = new Set<Promise<void>>();

  constructor(pod: Stored<'pods'>, context: NodeContext) {
    this.#pod = pod;
    this.#context = context;
  }

  /** Starts a container's program at the pod's address. */
  launch(container: Container, program: Program, podIp: string, restartCount: number): ContainerRun {
    const { options, node, oomKiller } = this.#context;
    const env = createEnvironment(this.#pod, container, options.apiServer, {
      podIp,
      nodeName: node.name,
      nodeAddress: node.address,
    });
    const serviceAccount = createCredentials(this.#pod, options.apiServer, options.tokens);
    const run = new ContainerRun(
      chooseProgram(program, options.policies, this.#pod, restartCount),
      { args: createArguments(container, env), env, ...(serviceAccount ? { serviceAccount } : {}) },
      options.policies.find('empty-logs', this.#pod) !== undefined,
    );
    this.#keep(run);
    oomKiller.watch(this.#pod, run, restartCount);
    return run;
  }

  /** Signals all programs to stop. */
  stop(): void {
    for (const run of this.#runs) run.stop();
  }

  /** Ends all runs, whatever their programs do. */
  kill(): void {
    for (const run of this.#runs) run.kill();
  }

  /** Resolves when the programs themselves have ended, or after a limit when one ignores its signal. */
  async waitUntilEnded(): Promise<void> {
    await Promise.all([...this.#programs].map((program) => waitAtMost(program, programEndMs)));
  }

  #keep(run: ContainerRun): void {
    this.#runs.add(run);
    this.#programs.add(run.programEnded);
    void run.ended.then(() => this.#runs.delete(run));
    void run.programEnded.then(() => this.#programs.delete(run.programEnded));
  }
}

async function waitAtMost(work: Promise<void>, limitMs: number): Promise<void> {
  const limit = new AbortController();
  const timer = delay(limitMs, undefined, { signal: limit.signal }).catch(() => undefined);
  await Promise.race([work, timer]);
  limit.abort();
}
