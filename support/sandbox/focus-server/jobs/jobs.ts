// The jobs that the server runs: start, cancel, and the places that they hold.
import type { V1Job } from '@kubernetes/client-node';
import type { ApiClient } from '../api-server/client';
import { follow } from '../api-server/object-watch';
import type { Hooks, JobView } from '../hooks';
import { refuse } from '../rest/refusal';
import type { ConfigureRequest } from '../rest/requests';
import type { ServerSettings } from '../settings';
import { create, isPortTaken } from './creation';
import { startFailure } from './failures';
import { type Job, jobName, partOfSelector } from './job';
import { type JobObject, jobObjects } from './job-objects';
import { PodArrivals } from './pod-arrivals';
import { nodePortOf, Ports } from './ports';
import { removalsOf, remove } from './removal';
import { existingJobs, jobIdOf } from './restore';
import { Sequence } from './sequence';
import { Slots } from './slots';

const podDeadlineMs = 5_000;

export class Jobs {
  readonly #jobs = new Map<string, Job>();
  readonly #cancelling = new Set<string>();
  readonly #slots: Slots;
  readonly #ports = new Ports();
  readonly #sequence: Sequence;
  readonly #arrivals: PodArrivals;

  constructor(
    private readonly client: ApiClient,
    private readonly settings: ServerSettings,
    private readonly hooks: Hooks,
  ) {
    this.#slots = new Slots(settings.SLOTS);
    this.#sequence = new Sequence(client);
    this.#arrivals = new PodArrivals(client, podDeadlineMs);
  }

  /** Takes back the places of the jobs that run already, and begins to follow all jobs. */
  async open(): Promise<void> {
    for (const job of await existingJobs(this.client)) {
      this.#jobs.set(job.id, job);
      this.#slots.claim(job.slot);
      this.#ports.claim(job.portOffset);
    }
    await Promise.all([this.#arrivals.open(), this.#followJobs()]);
  }

  get running(): number {
    return this.#jobs.size;
  }

  find(id: string): Job | undefined {
    return this.#jobs.get(id);
  }

  /** A job among the others, as hooks see it. */
  view(job: Job): JobView {
    return { job, others: [...this.#jobs.values()].filter((other) => other !== job) };
  }

  /** Creates the job's objects and waits for its pod to exist. Throws a `Refusal`, with nothing left behind. */
  async start(request: ConfigureRequest): Promise<Job> {
    const job = await this.#reserve(request);
    try {
      await this.#create(job);
      return job;
    } catch (error) {
      await this.#rollBack(job);
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
      await remove(this.client, this.hooks.removals(removalsOf(id), this.view(job)));
      this.#release(id);
      return true;
    } finally {
      this.#cancelling.delete(id);
    }
  }

  async #reserve(request: ConfigureRequest): Promise<Job> {
    const slot = this.#slots.take();
    if (slot === undefined) {
      const msg = `capacity used up: ${this.#slots.count} of ${this.#slots.count} slots hold jobs; cancel one or try again later`;
      throw refuse(429, ['server', 'slots'], 'capacity', msg);
    }
    try {
      const sequence = await this.#sequence.next();
      const id = `${slot}-${sequence}`;
      const job = { id, slot, sequence, request, portOffset: this.#takePort(), createdAt: Number.POSITIVE_INFINITY };
      this.#jobs.set(id, job);
      return job;
    } catch (error) {
      this.#slots.release(slot);
      throw startFailure(error);
    }
  }

  #takePort(): number {
    const offset = this.#ports.take();
    if (offset === undefined) {
      const msg = `ports used up: every port from ${nodePortOf(0)} to 32767 is taken; cancel a job or try again later`;
      throw refuse(409, ['server', 'ports'], 'port', msg);
    }
    return offset;
  }

  async #create(job: Job): Promise<void> {
    const objects = this.#objects(job);
    const needsPod = objects.some((object) => object.kind === 'Job' && object.metadata?.name === jobName(job.id));
    const arrival = needsPod ? this.#arrivals.wait(jobName(job.id)) : Promise.resolve();
    arrival.catch(() => undefined);
    for (const [step, object] of objects.entries()) {
      await this.#createStep(job, step, object);
    }
    await arrival;
    job.createdAt = performance.now();
  }

  #objects(job: Job): readonly JobObject[] {
    return this.hooks.creations(jobObjects(job, this.settings), this.view(job));
  }

  /** Tries one port after the other until one is free in the cluster. */
  async #createStep(job: Job, step: number, object: JobObject): Promise<void> {
    for (let next: JobObject | undefined = object; next !== undefined; next = this.#objects(job)[step]) {
      try {
        return await create(this.client, next);
      } catch (error) {
        if (!isPortTaken(error)) {
          throw error;
        }
        const taken = job.portOffset;
        job.portOffset = this.#takePort();
        this.#ports.release(taken);
      }
    }
  }

  async #rollBack(job: Job): Promise<void> {
    await remove(this.client, removalsOf(job.id));
    this.#release(job.id);
  }

  #release(id: string): void {
    const job = this.#jobs.get(id);
    if (job !== undefined) {
      this.#jobs.delete(id);
      this.#slots.release(job.slot);
      this.#ports.release(job.portOffset);
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
          this.#release(jobIdOf(object) ?? '');
        }
      },
    });
  }

  #keepOnly(ids: ReadonlySet<string | undefined>, askedAt: number): void {
    for (const job of [...this.#jobs.values()]) {
      if (!ids.has(job.id) && job.createdAt < askedAt) {
        this.#release(job.id);
      }
    }
  }
}
