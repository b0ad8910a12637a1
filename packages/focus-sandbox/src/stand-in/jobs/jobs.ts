// The jobs that the server runs: start, cancel, and the places that they hold.
import { setTimeout as delay } from 'node:timers/promises';
import type { V1Job } from '@kubernetes/client-node';
import type { ApiClient } from '../api-server/client';
import { follow } from '../api-server/object-watch';
import type { Hooks, JobView } from '../hooks';
import type { ConfigureRequest } from '../rest/requests';
import type { ServerSettings } from '../settings';
import { create, createAtAnyPort, isPortTaken } from './creation';
import { startFailure } from './failures';
import { type Job, partOfSelector } from './job';
import { type JobObject, jobObjects } from './job-objects';
import { Places } from './places';
import { PodArrivals } from './pod-arrivals';
import { nodePortOf } from './ports';
import { removalsOf, remove } from './removal';
import { existingJobs, jobIdOf } from './restore';

const podDeadlineMs = 10_000;
const rollbackPauseMs = 1_000;
const mostConflicts = 8;

export class Jobs {
  readonly #jobs = new Map<string, Job>();
  readonly #cancelling = new Set<string>();
  readonly places: Places;
  readonly #arrivals: PodArrivals;

  constructor(
    private readonly client: ApiClient,
    private readonly settings: ServerSettings,
    private readonly hooks: Hooks,
  ) {
    this.places = new Places(client, settings.SLOTS, hooks);
    this.#arrivals = new PodArrivals(client, podDeadlineMs);
  }

  /** Takes back the places of the jobs that run already, and begins to follow all jobs. */
  async open(): Promise<void> {
    for (const job of await existingJobs(this.client)) {
      this.#jobs.set(job.id, job);
      this.places.claim(job);
    }
    await Promise.all([this.#arrivals.open(), this.#followJobs()]);
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
  view(job: Job): JobView {
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
      throw startFailure(error);
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
      const view = this.view(job);
      await remove(this.client, this.hooks.removals(removalsOf(id), view));
      await this.#createAll(this.hooks.afterCancel(view));
      this.#release(id);
      return true;
    } finally {
      this.#cancelling.delete(id);
    }
  }

  async #reserve(request: ConfigureRequest): Promise<Job> {
    const place = await this.places.take();
    const id = `${place.slot}-${place.sequence}`;
    const job = { ...place, id, request, createdAt: Number.POSITIVE_INFINITY };
    this.#jobs.set(id, job);
    return job;
  }

  async #create(job: Job): Promise<void> {
    const objects = this.#objects(job);
    const arrivals = Promise.all(objects.filter(({ kind }) => kind === 'Job').map((object) => this.#podOf(object)));
    arrivals.catch(() => undefined);
    try {
      for (const [step, object] of objects.entries()) {
        await this.#createStep(job, step, object);
      }
      await arrivals;
    } catch (error) {
      await this.#rollBack(job);
      throw error;
    }
    job.createdAt = performance.now();
  }

  #podOf({ metadata }: JobObject): Promise<void> {
    return this.#arrivals.wait(metadata?.name ?? '');
  }

  #objects(job: Job): readonly JobObject[] {
    return this.hooks.creations(jobObjects(job, this.settings), this.view(job));
  }

  /** Tries one port after the other until one is free in the cluster; after many that are taken, the cluster chooses. */
  async #createStep(job: Job, step: number, object: JobObject): Promise<void> {
    let next: JobObject | undefined = object;
    for (let conflicts = 1; next !== undefined; conflicts += 1) {
      try {
        return await create(this.client, next);
      } catch (error) {
        if (!isPortTaken(error)) {
          throw error;
        }
        if ((await this.hooks.portTaken(nodePortOf(job.portOffset), this.client)) === 'omit') {
          return;
        }
        if (next.kind === 'Service' && conflicts === mostConflicts) {
          return this.places.usePort(job, await createAtAnyPort(this.client, next));
        }
        this.places.changePort(job);
      }
      next = this.#objects(job)[step];
    }
  }

  /** While the API server refuses to delete, the rollback is repeated in the background: nothing may stay. */
  async #rollBack(job: Job): Promise<void> {
    // Its place is given back below, once; the deletion of its Job tells nothing new.
    this.#jobs.delete(job.id);
    try {
      const view = this.view(job);
      await remove(this.client, this.hooks.rollback(removalsOf(job.id), view));
      await this.#createAll(this.hooks.afterRollback(view));
    } catch {
      void delay(rollbackPauseMs, undefined, { signal: this.client.signal }).then(
        () => this.#rollBack(job),
        () => undefined,
      );
      return;
    }
    if (this.hooks.rollbackFreesPlace) {
      this.places.release(job);
    }
  }

  async #createAll(objects: readonly JobObject[]): Promise<void> {
    for (const object of objects) {
      await create(this.client, object);
    }
  }

  #release(id: string): void {
    const job = this.#jobs.get(id);
    if (job !== undefined) {
      this.#jobs.delete(id);
      this.places.release(job);
    }
  }

  /** A job whose Job is gone, whoever removed it, gives its places back. */
  async #followJobs(): Promise<void> {
    const { batch, namespace } = this.client;
    const selectors = { labelSelector: partOfSelector };
    await follow<V1Job>(this.client, {
      path: `/apis/batch/v1/namespaces/${namespace}/jobs`,
      selectors,
      list: () => batch.listNamespacedJob({ namespace, ...selectors }),
      onSnapshot: (items, askedAt) => this.#keepOnly(new Set(items.map(jobIdOf)), askedAt),
      onChange: (type, object) => {
        if (type === 'DELETED') {
          this.#releaseIfGone(this.#jobs.get(jobIdOf(object) ?? ''), performance.now());
        }
      },
    });
  }

  #keepOnly(ids: ReadonlySet<string | undefined>, askedAt: number): void {
    for (const job of [...this.#jobs.values()]) {
      if (!ids.has(job.id)) {
        this.#releaseIfGone(job, askedAt);
      }
    }
  }

  /** A job that is being created is left out: its creation or its rollback decides, and a place given back twice would be given out twice. */
  #releaseIfGone(job: Job | undefined, seenAt: number): void {
    if (job !== undefined && job.createdAt < seenAt) {
      this.#release(job.id);
    }
  }
}
