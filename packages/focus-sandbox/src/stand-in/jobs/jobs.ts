// The jobs that the server runs: start, cancel, rollback, and their end in the cluster.
import { setTimeout as delay } from 'node:timers/promises';
import type { V1Job } from '@kubernetes/client-node';
import type { ApiClient } from '../api-server/client';
import { follow } from '../api-server/object-watch';
import type { Hooks, JobView } from '../hooks';
import type { ConfigureRequest } from '../rest/requests';
import type { ServerSettings } from '../settings';
import { CreatedPods } from './created-pods';
import { create, createAtAnyPort, isPortTaken } from './creation';
import { findJobs, readJobId } from './find-jobs';
import { type Job, partOfSelector } from './job';
import { buildJobObjects, type JobObject } from './job-objects';
import { toNodePort } from './ports';
import { listRemovals, remove } from './removal';
import { Reservations } from './reservations';
import { toStartFailure } from './start-failure';

const podDeadlineMs = 10_000;
const rollbackPauseMs = 1_000;
const mostConflicts = 8;

export class Jobs {
  readonly #jobs = new Map<string, Job>();
  readonly #cancelling = new Set<string>();
  readonly reservations: Reservations;
  readonly #createdPods: CreatedPods;
  readonly #client: ApiClient;
  readonly #settings: ServerSettings;
  readonly #hooks: Hooks;

  constructor(client: ApiClient, settings: ServerSettings, hooks: Hooks) {
    this.reservations = new Reservations(client, settings, hooks);
    this.#createdPods = new CreatedPods(client, podDeadlineMs);
    this.#client = client;
    this.#settings = settings;
    this.#hooks = hooks;
  }

  /** Claims what the jobs occupy that run already, and begins to follow all jobs. */
  async open(): Promise<void> {
    for (const job of await findJobs(this.#client)) {
      this.#jobs.set(job.id, job);
      this.reservations.claim(job);
    }
    await Promise.all([this.#createdPods.open(), this.#followJobs()]);
  }

  get running(): number {
    return this.#jobs.size;
  }

  get ids(): string[] {
    return [...this.#jobs.keys()];
  }

  find(id: string): Job | undefined {
    return this.#jobs.get(id);
  }

  /** A job among the others, as hooks see it. */
  createView(job: Job): JobView {
    const jobs = this.#jobs;
    return {
      job,
      get others() {
        return [...jobs.values()].filter((other) => other !== job);
      },
    };
  }

  /** Creates the job's objects and waits for its pods to exist. Throws a `Refusal`, with nothing left behind. */
  async start(request: ConfigureRequest): Promise<Job> {
    try {
      const job = await this.#reserve(request);
      await this.#create(job);
      return job;
    } catch (error) {
      throw toStartFailure(error);
    }
  }

  /** Deletes the job's objects. False when no such job runs. Throws `ApiServerError`; the job then still counts as running. */
  async cancel(id: string): Promise<boolean> {
    const job = this.#jobs.get(id);
    if (job === undefined || this.#cancelling.has(id)) {
      return false;
    }
    this.#cancelling.add(id);
    try {
      const view = this.createView(job);
      await remove(this.#client, this.#hooks.removals(listRemovals(id), view));
      await this.#createAll(this.#hooks.objectsAfterCancel([], view));
      this.#release(id);
      return true;
    } finally {
      this.#cancelling.delete(id);
    }
  }

  async #reserve(request: ConfigureRequest): Promise<Job> {
    const reservation = await this.reservations.reserve();
    const id = `${reservation.slot}-${reservation.sequence}`;
    const job = { ...reservation, id, request, createdAt: Number.POSITIVE_INFINITY };
    this.#jobs.set(id, job);
    return job;
  }

  async #create(job: Job): Promise<void> {
    const objects = this.#objects(job);
    const pods = Promise.all(objects.filter(({ kind }) => kind === 'Job').map((object) => this.#waitForPod(object)));
    // A step that fails first is what is reported.
    pods.catch(() => undefined);
    try {
      for (const [step, object] of objects.entries()) {
        await this.#createStep(job, step, object);
      }
      await pods;
    } catch (error) {
      await this.#rollBack(job);
      throw error;
    }
    job.createdAt = performance.now();
  }

  #waitForPod({ metadata }: JobObject): Promise<void> {
    return this.#createdPods.wait(metadata?.name ?? '');
  }

  #objects(job: Job): readonly JobObject[] {
    return this.#hooks.createdObjects(buildJobObjects(job, this.#settings), this.createView(job));
  }

  /** Tries one port after the other until one is free in the cluster; after many that are taken, the cluster chooses. */
  async #createStep(job: Job, step: number, object: JobObject): Promise<void> {
    let next: JobObject | undefined = object;
    for (let conflicts = 1; next !== undefined; conflicts += 1) {
      try {
        return await create(this.#client, next);
      } catch (error) {
        if (!isPortTaken(error)) {
          throw error;
        }
        if ((await this.#hooks.takenPort(toNodePort(job.portOffset), this.#client)) === 'omit') {
          return;
        }
        if (next.kind === 'Service' && conflicts === mostConflicts) {
          return this.reservations.usePort(job, await createAtAnyPort(this.#client, next));
        }
        this.reservations.changePort(job);
      }
      next = this.#objects(job)[step];
    }
  }

  /** While the API server refuses to delete, the rollback is repeated in the background: nothing may stay. */
  async #rollBack(job: Job): Promise<void> {
    // What it occupies is released below, once, and not again when its Job is deleted.
    this.#jobs.delete(job.id);
    try {
      const view = this.createView(job);
      await remove(this.#client, this.#hooks.rollback(listRemovals(job.id), view));
      await this.#createAll(this.#hooks.objectsAfterRollback([], view));
    } catch {
      void delay(rollbackPauseMs, undefined, { signal: this.#client.signal }).then(
        () => this.#rollBack(job),
        () => undefined,
      );
      return;
    }
    if (this.#hooks.rollbackFreesReservation) {
      this.reservations.release(job);
    }
  }

  async #createAll(objects: readonly JobObject[]): Promise<void> {
    for (const object of objects) {
      await create(this.#client, object);
    }
  }

  #release(id: string): void {
    const job = this.#jobs.get(id);
    if (job !== undefined) {
      this.#jobs.delete(id);
      this.reservations.release(job);
    }
  }

  /** A job whose Job is gone, whoever removed it, is released. */
  async #followJobs(): Promise<void> {
    const { batch, namespace } = this.#client;
    const selectors = { labelSelector: partOfSelector };
    await follow<V1Job>(this.#client, {
      path: `/apis/batch/v1/namespaces/${namespace}/jobs`,
      selectors,
      list: () => batch.listNamespacedJob({ namespace, ...selectors }),
      onSnapshot: (items, requestedAt) => this.#keepOnly(new Set(items.map(readJobId)), requestedAt),
      onChange: (type, object) => {
        if (type === 'DELETED') {
          this.#releaseIfGone(this.#jobs.get(readJobId(object) ?? ''), performance.now());
        }
      },
    });
  }

  #keepOnly(ids: ReadonlySet<string | undefined>, requestedAt: number): void {
    for (const job of [...this.#jobs.values()]) {
      if (!ids.has(job.id)) {
        this.#releaseIfGone(job, requestedAt);
      }
    }
  }

  /** A job that is being created is left out: its creation or its rollback decides, and a slot that is released twice would be given to two jobs. */
  #releaseIfGone(job: Job | undefined, seenAt: number): void {
    if (job !== undefined && job.createdAt < seenAt) {
      this.#release(job.id);
    }
  }
}
