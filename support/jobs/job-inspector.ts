// Whether one job is in the cluster as the requirement wants it; each method is one expectation.
import { performance } from 'node:perf_hooks';
import type { KubernetesObject, V1Job, V1Pod, V1Service } from '@kubernetes/client-node';
import type { ClusterObserver } from '../cluster/watch/cluster-observer';
import { describeObject, identify } from '../cluster/watch/kinds';
import { compareField, describeMismatches, type Mismatch } from '../cluster/watch/mismatch';
import type { ObjectWatch } from '../cluster/watch/object-watch';
import { UnmetExpectation } from '../cluster/watch/unmet-expectation';
import { waitUntil } from '../cluster/watch/wait';
import type { Job } from './job';
import { isJobPod } from './object-names';
import { checkNeverRestarted, checkNotBeingDeleted, checkOwnerAndLabels, checkRunningAndReady } from './pod-checks';
import { checkEndpointsHold, checkExposesPort, checkSelectsOnly, checkTargetsPort } from './port-checks';
import { waitUntilReleased } from './tcp-probe';

/** Whether an object is as expected: nothing, or where it differs. */
export type Check<T> = (object: T) => readonly Mismatch[];

/** A job that nobody opens is removed by the server after some 50 s (five looks, 10 s apart). */
const youngMs = 40_000;

export class JobInspector {
  readonly job: Job;
  readonly #observer: ClusterObserver;
  readonly #signal: AbortSignal;

  constructor(job: Job, observer: ClusterObserver, signal: AbortSignal) {
    this.job = job;
    this.#observer = observer;
    this.#signal = signal;
  }

  /** The Job of the answered id, as soon as the watch shows it. @throws UnmetExpectation */
  waitForJob(withinMs: number): Promise<V1Job> {
    return this.#waitForNamed(this.#observer.jobs, this.job.names.job, withinMs);
  }

  waitForCleanupJob(withinMs: number): Promise<V1Job> {
    return this.#waitForNamed(this.#observer.jobs, this.job.names.cleanupJob, withinMs);
  }

  waitForService(withinMs: number): Promise<V1Service> {
    return this.#waitForNamed(this.#observer.services, this.job.names.service, withinMs);
  }

  /** Both as soon as the watches show them. @throws UnmetExpectation */
  async expectServiceAndCleanupJob(withinMs: number): Promise<void> {
    await Promise.all([this.waitForService(withinMs), this.waitForCleanupJob(withinMs)]);
  }

  /** The job's pod, owned by the Job and named and labelled after it. @throws UnmetExpectation */
  waitForOwnedPod(withinMs: number): Promise<V1Pod> {
    const owner = this.#observer.jobs.find((job) => job.metadata?.name === this.job.names.job);
    return this.#waitForPod(
      'the pod of the job, owned by the Job and labelled after it,',
      withinMs,
      checkOwnerAndLabels(this.job.names, owner),
    );
  }

  /** The job's pod, Running and Ready. `withinMs` counts from the request for the job. @throws UnmetExpectation */
  waitForRunningPod(withinMs: number): Promise<V1Pod> {
    return this.#waitForPod('the pod of the job to be Running and Ready', withinMs, checkRunningAndReady);
  }

  /** The job's pod has gone through exactly these phases since it was created. @throws UnmetExpectation */
  async expectPhases(phases: readonly string[], withinMs: number): Promise<void> {
    const pod = await this.waitForRunningPod(withinMs);
    const seen = this.#observer.pods
      .findHistory(identify(pod).uid)
      .map(({ object }) => object.status?.phase ?? 'absent');
    const distinct = seen.filter((phase, index) => phase !== seen[index - 1]);
    expectObject(
      pod,
      'the pod to go from phase to phase',
      compareField('status.phase over time', phases.join(' → '), distinct.join(' → ')),
    );
  }

  /** The pod as it is now meets the check. @throws UnmetExpectation */
  async expectPod(what: string, check: Check<V1Pod>): Promise<void> {
    const pod = await this.findPod();
    expectObject(pod, what, check(pod));
  }

  /** The job's Service as it is now meets the check. @throws UnmetExpectation */
  async expectService(what: string, check: Check<V1Service>): Promise<void> {
    const service = await this.waitForService(0);
    expectObject(service, what, check(service));
  }

  /** Of all pods of the namespace, the job's Service selects the job's own. @throws UnmetExpectation */
  async expectServiceSelectsOwnPod(): Promise<void> {
    const check = checkSelectsOnly(await this.findPod(), this.#observer.pods.listObjects());
    await this.expectService("the Service to select the job's own pod and no other", check);
  }

  /** Each target port of the job's Service is a port of the streaming container. @throws UnmetExpectation */
  async expectServiceTargetsContainer(): Promise<void> {
    await this.expectService(
      'the Service to target a port of the streaming container',
      checkTargetsPort(await this.findPod()),
    );
  }

  /** The port in the answer is one under which the job's own Service is reached. @throws UnmetExpectation */
  async expectServiceExposesAnsweredPort(): Promise<void> {
    const check = checkExposesPort(this.job.address.port);
    await this.expectService('the Service to expose the port in the answer', check);
  }

  /**
   * The job's port refuses connections, or is exposed by the Service of another job: a port that was freed may be given again at once.
   */
  async waitUntilPortReleased(withinMs: number): Promise<void> {
    const { address, names } = this.job;
    const heldBy = () =>
      this.#observer.services.find(
        (service) => service.metadata?.name !== names.service && checkExposesPort(address.port)(service).length === 0,
      )?.metadata?.name;
    await waitUntilReleased(address, { withinMs, signal: this.#signal, heldBy });
  }

  /** The Service's endpoints come to hold the address of the job's pod, and no other. @throws UnmetExpectation */
  async waitUntilEndpointsHoldPod(withinMs: number): Promise<void> {
    await waitUntil(this.#observer.endpoints, {
      what: "the endpoints of the job's Service to hold its pod",
      select: (endpoints) => endpoints.metadata?.name === this.job.names.service,
      check: checkEndpointsHold(await this.findPod()),
      withinMs,
      signal: this.#signal,
    });
  }

  /** The pod as it is now: the one that is not being deleted, where there are several. @throws UnmetExpectation where there is none */
  findPod(): Promise<V1Pod> {
    return this.#waitForPod('a pod of the job', 0, () => []);
  }

  /**
   * The pod still runs and is Ready, and has never restarted; Job, cleanup Job and Service are still there, and the Service still exposes the
   * port in the answer. @throws UnmetExpectation
   */
  async expectUndisturbed(): Promise<void> {
    await this.#observer.pods.refresh(this.#signal);
    await this.expectPod('the pod to run on, Ready and without a restart', (pod) => [
      ...checkRunningAndReady(pod),
      ...checkNeverRestarted(pod),
      ...checkNotBeingDeleted(pod),
    ]);
    await this.expectKept();
    await this.expectServiceExposesAnsweredPort();
  }

  /** Job, cleanup Job and Service are there, and none of them is being deleted. @throws UnmetExpectation */
  async expectKept(): Promise<void> {
    const { jobs, services } = this.#observer;
    // A stream that is behind would not show what was removed a moment ago.
    await Promise.all([jobs, services].map((watch) => watch.refresh(this.#signal)));
    for (const object of [await this.waitForJob(0), await this.waitForCleanupJob(0), await this.waitForService(0)]) {
      expectObject(object, 'it to be left alone', checkNotBeingDeleted(object));
    }
  }

  /** The same of a job that is too young to have been removed as idle; of an older one nothing is expected. */
  async expectKeptWhileYoung(): Promise<void> {
    if (performance.now() - this.job.sentAtMs < youngMs) await this.expectKept();
  }

  async #waitForPod(what: string, withinMs: number, check: Check<V1Pod>): Promise<V1Pod> {
    const reached = await waitUntil(this.#observer.pods, {
      what,
      select: (pod) => isJobPod(this.job.names, pod),
      check,
      withinMs: withinMs === 0 ? 0 : this.#computeTimeLeft(withinMs),
      signal: this.#signal,
    });
    return reached.object;
  }

  async #waitForNamed<T extends KubernetesObject>(watch: ObjectWatch<T>, name: string, withinMs: number): Promise<T> {
    const reached = await waitUntil(watch, {
      what: `${watch.kind.kind} ${name} to exist`,
      select: (object) => object.metadata?.name === name,
      check: () => [],
      withinMs: withinMs === 0 ? 0 : this.#computeTimeLeft(withinMs),
      signal: this.#signal,
    });
    return reached.object;
  }

  /** What is left of a deadline that counts from the request for the job. */
  #computeTimeLeft(withinMs: number): number {
    return Math.max(0, this.job.sentAtMs + withinMs - performance.now());
  }
}

/** Throws an UnmetExpectation that lists every mismatch of the object; returns when there is none. */
export function expectObject(object: KubernetesObject, what: string, mismatches: readonly Mismatch[]): void {
  if (mismatches.length === 0) return;
  throw new UnmetExpectation([`${describeObject(object)}: expected ${what}`, ...describeMismatches(mismatches)], {
    object: identify(object),
    mismatches,
    waitedMs: 0,
  });
}
