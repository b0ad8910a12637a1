// Runs one pod on its node: from the first pause to the removal of the object.
import { setTimeout as delay } from 'node:timers/promises';
import type { Stored } from '../store';
import { formatTime } from '../timestamp';
import type { AddressPool } from './address-pool';
import type { Container } from './container-environment';
import type { Exit } from './container-run';
import { type ContainerHost, ContainerWorker } from './container-worker';
import { isRestartForced } from './forced-exit';
import type { NodeContext } from './node-options';
import { PodReporter } from './pod-reporter';
import { PodRuns } from './pod-runs';
import { drawPauses } from './start-pauses';

/** A pod with its containers. */
export class PodWorker {
  readonly #pod: Stored<'pods'>;
  readonly #context: NodeContext;
  readonly #addresses: AddressPool;
  /** Resolves when every run of the pod has ended, although a program may ignore its signal. Never rejects. */
  readonly finished: Promise<void>;
  readonly #initWorkers: ContainerWorker[] = [];
  readonly #workers: ContainerWorker[] = [];
  readonly #runs: PodRuns;
  readonly #reporter: PodReporter;
  readonly #ending = new AbortController();
  readonly #startTime = formatTime(new Date());
  #ip: string | undefined;
  #removing = false;
  #verdict: { readonly reason: string; readonly message: string } | undefined;
  #graceTimer: NodeJS.Timeout | undefined;

  constructor(pod: Stored<'pods'>, context: NodeContext, addresses: AddressPool) {
    this.#pod = pod;
    this.#context = context;
    this.#addresses = addresses;
    this.#runs = new PodRuns(pod, context);
    this.#reporter = new PodReporter(pod, context);
    this.finished = this.#run();
  }

  /** The worker of a container, init containers included. */
  container(name: string): ContainerWorker | undefined {
    return [...this.#workers, ...this.#initWorkers].find(({ snapshot }) => snapshot.container.name === name);
  }

  /** The containers that run now, each with the time of its start. */
  get running(): readonly { readonly container: Container; readonly startedAt: string }[] {
    return this.#workers.flatMap(({ snapshot: { container, state } }) =>
      state.running?.startedAt ? [{ container, startedAt: state.running.startedAt }] : [],
    );
  }

  /** Ends the pod: its programs are signalled to stop, and killed after the grace period; then the object is removed. */
  terminate(graceSeconds: number): void {
    clearTimeout(this.#graceTimer);
    this.#graceTimer = setTimeout(() => this.kill(), graceSeconds * 1000);
    if (this.#removing) return;
    this.#removing = true;
    this.#reportStops();
    this.#ending.abort();
    this.#runs.stop();
    // Watchers see the last status before the object is removed.
    void this.finished.then(() => setImmediate(() => this.#leave()));
  }

  /** Ends the pod at once and forgets it, as when its object was removed by force. */
  kill(): void {
    clearTimeout(this.#graceTimer);
    if (!this.#removing) this.#reportStops();
    this.#removing = true;
    this.#ending.abort();
    this.#runs.kill();
  }

  /** Resolves when the programs themselves have ended, or after a limit when one ignores its signal. */
  async waitUntilEnded(): Promise<void> {
    await this.finished;
    await this.#runs.waitUntilEnded();
  }

  async #run(): Promise<void> {
    const deadline = this.#armDeadline();
    try {
      // The object is still being reported to others: what follows must come after.
      await Promise.resolve();
      await this.#start();
    } catch (error) {
      this.#ignoreEnd(error);
    } finally {
      clearTimeout(deadline);
      if (this.#ip !== undefined) this.#addresses.release(this.#ip);
      this.#context.startDelays.leave(this.#pod);
    }
  }

  /** When the pod ends, whatever waits is aborted; any other error is a defect. */
  #ignoreEnd(error: unknown): void {
    if (!this.#ending.signal.aborted) throw error;
  }

  async #start(): Promise<void> {
    this.#prepareWorkers();
    this.#publish();
    await this.#join();
    for (const worker of this.#initWorkers) {
      const { exitCode } = await worker.run();
      if (exitCode !== 0) return;
    }
    await Promise.all(this.#workers.map((worker) => worker.run().catch((error) => this.#ignoreEnd(error))));
  }

  #prepareWorkers(): void {
    const { spec } = this.#pod;
    const { options, startDelays } = this.#context;
    const pauses = drawPauses(this.#pod, options, startDelays.enter(this.#pod));
    for (const container of spec?.initContainers ?? []) {
      this.#initWorkers.push(new ContainerWorker(container, this.#createHost(container, [0, 0, 0])));
    }
    for (const container of spec?.containers ?? []) {
      this.#workers.push(new ContainerWorker(container, this.#createHost(container, pauses)));
    }
  }

  /** Takes an address for the pod; while there is none, the pod waits like one whose sandbox cannot be created. */
  async #join(): Promise<void> {
    for (let failures = 0; ; failures++) {
      this.#ip = this.#addresses.take();
      if (this.#ip !== undefined) return;
      const message =
        'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox: ' +
        'failed to allocate for range 0: no IP addresses available in range set';
      this.#reporter.report({ type: 'Warning', reason: 'FailedCreatePodSandBox', message });
      await delay(Math.min(500 * 2 ** failures, 15_000), undefined, { signal: this.#ending.signal });
    }
  }

  #createHost(container: Container, pausesMs: readonly [number, number, number]): ContainerHost {
    const { options } = this.#context;
    const { uid, name, namespace } = this.#pod.metadata;
    const worker = this;
    return {
      podTitle: `${name}_${namespace}(${uid})`,
      get ip() {
        return worker.#ip ?? '';
      },
      program: options.images.get(container.image ?? ''),
      pausesMs,
      pulls: options.policies.findAll('slow-start', this.#pod).some(({ imagePullMs = 0 }) => imagePullMs > 0),
      backoff: this.#context.backoff,
      signal: this.#ending.signal,
      launch: (program, restartCount) => this.#runs.launch(container, program, this.#ip ?? '', restartCount),
      restarts: (exit) => this.#restarts(exit),
      report: (occurrence) => this.#reporter.report(occurrence, container.name),
      changed: () => this.#publish(),
    };
  }

  #isRestartForced(): boolean {
    const { policies } = this.#context.options;
    return this.#workers.some(({ snapshot }) => isRestartForced(policies, this.#pod, snapshot.restartCount));
  }

  #restarts(exit: Exit): boolean {
    if (this.#isRestartForced()) return true;
    const policy = this.#pod.spec?.restartPolicy ?? 'Always';
    return policy === 'Always' || (policy === 'OnFailure' && exit.exitCode !== 0);
  }

  #armDeadline(): NodeJS.Timeout | undefined {
    const seconds = this.#pod.spec?.activeDeadlineSeconds;
    if (seconds === undefined) return undefined;
    return setTimeout(() => {
      const message = 'Pod was active on the node longer than the specified deadline';
      this.#verdict = { reason: 'DeadlineExceeded', message };
      this.#reporter.report({ type: 'Normal', reason: 'DeadlineExceeded', message });
      this.#ending.abort();
      this.#runs.stop();
      this.#publish();
    }, seconds * 1000);
  }

  #publish(): void {
    const snapshots = (workers: readonly ContainerWorker[]) => workers.map(({ snapshot }) => snapshot);
    this.#reporter.publish({
      ...(this.#ip === undefined ? {} : { podIp: this.#ip }),
      startTime: this.#startTime,
      ...(this.#isRestartForced() ? { restartPolicy: 'Always' } : {}),
      initContainers: snapshots(this.#initWorkers),
      containers: snapshots(this.#workers),
      ...(this.#verdict ? { verdict: this.#verdict } : {}),
    });
  }

  #leave(): void {
    clearTimeout(this.#graceTimer);
    if (this.#context.options.policies.find('stuck-terminating', this.#pod)) return;
    this.#reporter.remove();
  }

  #reportStops(): void {
    for (const { snapshot } of [...this.#initWorkers, ...this.#workers]) {
      if (!snapshot.state.running) continue;
      const { name } = snapshot.container;
      this.#reporter.report({ type: 'Normal', reason: 'Killing', message: `Stopping container ${name}` }, name);
    }
  }
}
