// Runs Jobs: creates their pods, counts how they end, and decides when a Job is complete or has failed.
import { type Stored, selectLabels } from '../../store';
import { type ControllerContext, observe } from '../controller-context';
import { isActive, PodControl } from '../pod-control';
import { WorkQueue } from '../work-queue';
import { createFinishedStatus, isFinished, type JobCounts, type JobEnd, writeStatus } from './job-status';

/** Starts the Job controller. Source of its rules: `pkg/controller/job` of Kubernetes 1.20. */
export function startJobController(context: ControllerContext): void {
  const controller = new JobController(context);
  observe(context, 'jobs', ({ object }) =>
    controller.queue.add(createKey(object.metadata.namespace, object.metadata.name)),
  );
  observe(context, 'pods', ({ object: { metadata } }) => {
    const job = metadata.labels?.['job-name'];
    if (job !== undefined) controller.queue.add(createKey(metadata.namespace, job));
  });
}

class JobController {
  readonly #context: ControllerContext;
  readonly queue: WorkQueue;
  readonly #pods: PodControl;
  /** Until when a Job creates no further pods, in milliseconds since the epoch. */
  readonly #pausedUntilMs = new Map<string, number>();

  constructor(context: ControllerContext) {
    this.#context = context;
    const { signal, timings } = context;
    this.#pods = new PodControl(context, 'job-controller');
    this.queue = new WorkQueue({ sync: (key) => this.#sync(key), signal, backoff: timings.podBackoff });
  }

  #sync(key: string): void {
    const [namespace = '', name = ''] = key.split('/');
    const job = this.#context.store.find('jobs', namespace, name);
    if (!job || isFinished(job)) {
      this.#pausedUntilMs.delete(key);
      this.queue.forget(key);
      return;
    }
    const pods = this.#listPods(job);
    const counts = countPods(pods);
    const end = this.#findFailure(job, counts, pods) ?? findCompletion(job, counts);
    if (end) this.#end(job, pods, counts, end);
    else this.#carryOn(key, job, pods, counts);
  }

  #listPods(job: Stored<'jobs'>): readonly Stored<'pods'>[] {
    const labels = selectLabels({ 'controller-uid': job.metadata.uid });
    return this.#context.store.list('pods', job.metadata.namespace, { labels });
  }

  #findFailure(job: Stored<'jobs'>, counts: JobCounts, pods: readonly Stored<'pods'>[]): JobEnd | undefined {
    const { backoffLimit = defaultBackoffLimit } = job.spec ?? {};
    if (counts.failed > backoffLimit || exceedsRestarts(job, pods, backoffLimit)) return backoffLimitExceeded;
    const leftMs = this.#getDeadlineLeftMs(job);
    if (leftMs !== undefined && leftMs <= 0) return deadlineExceeded;
    return undefined;
  }

  #getDeadlineLeftMs({ spec, status }: Stored<'jobs'>): number | undefined {
    if (spec?.activeDeadlineSeconds === undefined || status?.startTime === undefined) return undefined;
    return Date.parse(status.startTime) + spec.activeDeadlineSeconds * 1000 - this.#context.now().getTime();
  }

  /** Ends a Job that failed together with its pods, or one that is complete. */
  #end(job: Stored<'jobs'>, pods: readonly Stored<'pods'>[], counts: JobCounts, end: JobEnd): void {
    const failed = end.type === 'Failed';
    if (failed) for (const pod of pods.filter(isActive)) this.#pods.delete(job, pod);
    const last = failed ? { active: 0, succeeded: counts.succeeded, failed: counts.failed + counts.active } : counts;
    this.#pods.report(job, end.event.type, end.event.reason, end.event.message);
    writeStatus(this.#context, job, last, createFinishedStatus(end, this.#context.now()));
  }

  #carryOn(key: string, job: Stored<'jobs'>, pods: readonly Stored<'pods'>[], counts: JobCounts): void {
    if (counts.failed > (job.status?.failed ?? 0)) this.#pause(key);
    const active = job.metadata.deletionTimestamp === undefined ? this.#scale(key, job, pods, counts) : counts.active;
    writeStatus(this.#context, job, { ...counts, active });
    const leftMs = this.#getDeadlineLeftMs(
      this.#context.store.find('jobs', job.metadata.namespace, job.metadata.name) ?? job,
    );
    if (leftMs !== undefined) this.queue.addAfter(key, Math.max(leftMs, 0));
  }

  /** Creates or deletes pods until as many are active as the Job needs. Returns how many are. */
  #scale(key: string, job: Stored<'jobs'>, pods: readonly Stored<'pods'>[], counts: JobCounts): number {
    const wanted = countWanted(job, counts);
    for (const pod of pods.filter(isActive).slice(wanted)) this.#pods.delete(job, pod);
    if (counts.active >= wanted) return wanted;
    const leftMs = (this.#pausedUntilMs.get(key) ?? 0) - this.#context.now().getTime();
    if (leftMs > 0) {
      this.queue.addAfter(key, leftMs);
      return counts.active;
    }
    const { template } = job.spec ?? {};
    if (!template || this.#context.policies.find('jobs-without-pods', job)) return counts.active;
    for (let active = counts.active; active < wanted; active++) this.#pods.create(job, template);
    return wanted;
  }

  /** A pod is replaced immediately after the first failure, and after a growing delay later. */
  #pause(key: string): void {
    const known = this.#pausedUntilMs.has(key);
    const delayMs = known ? this.queue.addRateLimited(key) : 0;
    this.#pausedUntilMs.set(key, this.#context.now().getTime() + delayMs);
  }
}

const defaultBackoffLimit = 6;

const backoffLimitExceeded = createFailure('BackoffLimitExceeded', 'Job has reached the specified backoff limit');
const deadlineExceeded = createFailure('DeadlineExceeded', 'Job was active longer than specified deadline');
const complete: JobEnd = { type: 'Complete', event: { type: 'Normal', reason: 'Completed', message: 'Job completed' } };

function createFailure(reason: string, message: string): JobEnd {
  return { type: 'Failed', reason, message, event: { type: 'Warning', reason, message } };
}

function findCompletion({ spec }: Stored<'jobs'>, { succeeded, active }: JobCounts): JobEnd | undefined {
  if (spec?.completions === undefined) return succeeded > 0 && active === 0 ? complete : undefined;
  return succeeded >= spec.completions ? complete : undefined;
}

function countWanted({ spec }: Stored<'jobs'>, { succeeded, active }: JobCounts): number {
  const parallelism = spec?.parallelism ?? 1;
  if (spec?.completions === undefined) return succeeded > 0 ? active : parallelism;
  return Math.min(spec.completions - succeeded, parallelism);
}

/** With restartPolicy OnFailure the containers' restarts count as failures. */
function exceedsRestarts({ spec }: Stored<'jobs'>, pods: readonly Stored<'pods'>[], limit: number): boolean {
  if (spec?.template.spec?.restartPolicy !== 'OnFailure') return false;
  const statuses = pods.filter(isActive).flatMap(({ status }) => status?.containerStatuses ?? []);
  const restarts = statuses.reduce((sum, { restartCount }) => sum + restartCount, 0);
  return limit === 0 ? restarts > 0 : restarts >= limit;
}

function countPods(pods: readonly Stored<'pods'>[]): JobCounts {
  const inPhase = (phase: string): number => pods.filter(({ status }) => status?.phase === phase).length;
  return { active: pods.filter(isActive).length, succeeded: inPhase('Succeeded'), failed: inPhase('Failed') };
}

function createKey(namespace: string | undefined, name: string): string {
  return `${namespace}/${name}`;
}
