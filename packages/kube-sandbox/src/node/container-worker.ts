// Keeps one container of a pod running, as its restart policy demands.
import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Program } from '../container-program';
import type { Backoff } from '../controllers/work-queue';
import type { Occurrence } from '../event-recorder';
import { formatTime } from '../timestamp';
import type { Container } from './container-environment';
import type { ContainerRun, Exit } from './container-run';
import { awaitImage, type ImageState } from './image-pull';
import type { ContainerSnapshot } from './pod-status';
import { probeLiveness, probeReadiness } from './prober';

/** What a container gets from its pod. */
export interface ContainerHost {
  /** `name_namespace(uid)`, as the kubelet names pods in messages. */
  readonly podTitle: string;
  readonly ip: string;
  /** The image's program, if the node has the image. */
  readonly program: Program | undefined;
  /** Pauses before the image is there, before the container is created, and before it starts, in milliseconds; of the first run only. */
  readonly pausesMs: readonly [number, number, number];
  /** Whether the image is pulled anew, taking the first pause. */
  readonly pulls: boolean;
  readonly backoff: Backoff;
  /** Aborted when the pod ends. */
  readonly signal: AbortSignal;
  launch(program: Program, restartCount: number): ContainerRun;
  restarts(exit: Exit): boolean;
  report(occurrence: Omit<Occurrence, 'fieldPath'>): void;
  /** The snapshot has changed. */
  changed(): void;
}

/** After so long without an end, the back-off starts anew. */
const healthyRunMs = 600_000;

/** A container with its runs. */
export class ContainerWorker {
  readonly #container: Container;
  readonly #host: ContainerHost;
  #snapshotNow: ContainerSnapshot;
  #currentRun: ContainerRun | undefined;
  #previousRun: ContainerRun | undefined;

  constructor(container: Container, host: ContainerHost) {
    this.#container = container;
    this.#host = host;
    const state = { waiting: { reason: 'ContainerCreating' } };
    this.#snapshotNow = { container, state, restartCount: 0, ready: false };
  }

  get snapshot(): ContainerSnapshot {
    return this.#snapshotNow;
  }

  /** The present or last run, and the one before it. */
  get runs(): { readonly current?: ContainerRun; readonly previous?: ContainerRun } {
    return {
      ...(this.#currentRun ? { current: this.#currentRun } : {}),
      ...(this.#previousRun ? { previous: this.#previousRun } : {}),
    };
  }

  /** Runs the container until it has ended for good or the pod ends. Resolves to its last exit; rejects with an AbortError if it never ran. */
  async run(): Promise<Exit> {
    for (let crashes = 0; ; crashes++) {
      await this.#prepare();
      const startedMs = performance.now();
      const exit = await this.#runOnce();
      if (this.#host.signal.aborted || !this.#host.restarts(exit)) return exit;
      if (performance.now() - startedMs > healthyRunMs) crashes = 0;
      if (crashes > 0) await this.#backOff(crashes - 1);
      const { terminated } = this.#snapshotNow.state;
      const lastTermination = terminated ?? this.#snapshotNow.lastTermination;
      const restartCount = this.#snapshotNow.restartCount + 1;
      this.#snapshotNow = { ...this.#snapshotNow, restartCount, ...(lastTermination ? { lastTermination } : {}) };
    }
  }

  async #prepare(): Promise<void> {
    const first = this.#snapshotNow.restartCount === 0;
    const { signal, pausesMs, report } = this.#host;
    const pause = (ms: number): Promise<void> =>
      first && ms > 0 ? delay(ms, undefined, { signal }) : Promise.resolve();
    const onState = (state: ImageState): void => this.#update({ state: { waiting: state } });
    await awaitImage(this.#container, this.#host, () => pause(pausesMs[0]), onState);
    await pause(pausesMs[1]);
    report({ type: 'Normal', reason: 'Created', message: `Created container ${this.#container.name}` });
    await pause(pausesMs[2]);
    signal.throwIfAborted();
  }

  async #runOnce(): Promise<Exit> {
    const { program, launch, report } = this.#host;
    if (!program) throw new Error(`image "${this.#container.image}" has no program, although it was awaited`);
    const run = launch(program, this.#snapshotNow.restartCount);
    this.#previousRun = this.#currentRun;
    this.#currentRun = run;
    const startedAt = formatTime(new Date());
    const containerId = `containerd://${randomBytes(32).toString('hex')}`;
    const probesEnd = new AbortController();
    report({ type: 'Normal', reason: 'Started', message: `Started container ${this.#container.name}` });
    const ready = this.#container.readinessProbe === undefined;
    this.#update({ state: { running: { startedAt } }, ready, containerId, imageId: getImageId(this.#container) });
    this.#probe(run, probesEnd.signal);
    const exit = await run.ended;
    probesEnd.abort();
    const terminated = { ...exit, startedAt, finishedAt: formatTime(new Date()), containerID: containerId };
    this.#update({ state: { terminated }, ready: false });
    return exit;
  }

  #probe(run: ContainerRun, signal: AbortSignal): void {
    const { readinessProbe, livenessProbe, name } = this.#container;
    const target = { container: this.#container, ip: this.#host.ip, signal };
    const failing = (kind: string) => (message: string) =>
      this.#host.report({ type: 'Warning', reason: 'Unhealthy', message: `${kind} probe failed: ${message}` });
    if (readinessProbe) {
      const onResult = (ready: boolean): void => this.#update({ ready });
      void probeReadiness(readinessProbe, target, { onResult, onFailure: failing('Readiness') });
    }
    if (livenessProbe) {
      const onResult = (healthy: boolean): void => {
        if (healthy) return;
        const message = `Container ${name} failed liveness probe, will be restarted`;
        this.#host.report({ type: 'Normal', reason: 'Killing', message });
        run.stop();
      };
      void probeLiveness(livenessProbe, target, { onResult, onFailure: failing('Liveness') });
    }
  }

  async #backOff(doublings: number): Promise<void> {
    const { backoff, podTitle, signal, report } = this.#host;
    const delayMs = Math.min(backoff.initialMs * 2 ** doublings, backoff.maxMs);
    const { terminated } = this.#snapshotNow.state;
    const message = `back-off ${delayMs / 1000}s restarting failed container=${this.#container.name} pod=${podTitle}`;
    const state = { waiting: { reason: 'CrashLoopBackOff', message } };
    this.#update({ state, ...(terminated ? { lastTermination: terminated } : {}) });
    report({ type: 'Warning', reason: 'BackOff', message: 'Back-off restarting failed container' });
    await delay(delayMs, undefined, { signal });
  }

  #update(change: Partial<ContainerSnapshot>): void {
    this.#snapshotNow = { ...this.#snapshotNow, ...change };
    this.#host.changed();
  }
}

function getImageId({ image = '' }: Container): string {
  const known = imageIds.get(image);
  if (known !== undefined) return known;
  const id = `sha256:${createHash('sha256').update(image).digest('hex')}`;
  imageIds.set(image, id);
  return id;
}

/** By image. */
const imageIds = new Map<string, string>();
