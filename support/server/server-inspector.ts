// Checks in the cluster that the Focus Server itself and its dependencies are healthy; each method is one expectation.

import { performance } from 'node:perf_hooks';
import type { V1Pod } from '@kubernetes/client-node';
import type { ClusterConnection } from '../cluster/transport/connection';
import type { ClusterObserver } from '../cluster/watch/cluster-observer';
import { identify } from '../cluster/watch/kinds';
import { waitUntil } from '../cluster/watch/wait';
import { poll } from '../common/poll';
import { formatCount } from '../common/wording';
import type { Environment } from '../environment';
import { expectAlive, type FocusServerClient } from '../focus-server';
import { expectObject } from '../jobs/job-inspector';
import { checkNeverRestarted, checkRunningAndReady } from '../jobs/pod-checks';
import { findErrorLines, readServerLog } from './server-log';
import { describeLabels, hasLabels, type Labels, listChanges, rememberPods } from './server-pods';

export interface ServerInspectorOptions {
  readonly observer: ClusterObserver;
  readonly cluster: ClusterConnection;
  readonly client: FocusServerClient;
  readonly environment: Environment;
  readonly signal: AbortSignal;
}

/** One attempt to reach a server that comes back. */
const attemptMs = 2_000;

export class ServerInspector {
  #deleted: ReadonlySet<string> = new Set();
  readonly #options: ServerInspectorOptions;

  constructor(options: ServerInspectorOptions) {
    this.#options = options;
  }

  /** The pods of the server that are not being deleted. @throws Error if there is none */
  listPods(): readonly V1Pod[] {
    return this.#listPodsWith('the server', this.#options.environment.server.labels);
  }

  /** Checks that each pod of the server is Running and Ready, and has never restarted. @throws UnmetExpectation */
  expectRunning(): void {
    for (const pod of this.listPods()) {
      const what = 'the pod of the server to be Running and Ready, and never to have restarted';
      expectObject(pod, what, [...checkRunningAndReady(pod), ...checkNeverRestarted(pod)]);
    }
  }

  /** Checks that each dependency of the profile has a pod, and that all of its pods are Ready. @throws UnmetExpectation */
  expectDependencies(): void {
    for (const { name, labels } of this.#options.environment.dependencies) {
      const pods = this.#listPodsWith(`the dependency ${name}`, labels);
      for (const pod of pods) expectObject(pod, `the dependency ${name} to be Ready`, checkRunningAndReady(pod));
    }
  }

  /** @throws UnexpectedAnswerError, FocusServerError */
  async expectHealthy(): Promise<void> {
    expectAlive(await this.#options.client.ack(this.#options.signal));
  }

  /** Checks that no line of the server's log since its start matches the profile's error patterns. Resolves to what was read. @throws Error that quotes the lines */
  async expectCleanLog(): Promise<string> {
    const logs = await readServerLog(this.#options.cluster, this.listPods());
    const silent = logs.filter(({ text }) => text.trim() === '').map(({ container }) => container);
    if (silent.length > 0)
      throw new Error(`expected the server to log its start, but the log of ${silent.join(', ')} is empty`);
    const found = findErrorLines(logs, this.#options.environment.logErrorPatterns);
    if (found.length === 0) return logs.map(({ note }) => note).join('\n');
    const shown = found.slice(0, 5).map(({ container, line }) => `\n  ${container}: ${line}`);
    throw new Error(
      `expected no error line in the server's log since its start, but ${formatCount(found.length, 'is', 'are')}:${shown.join('')}`,
    );
  }

  /** Deletes the pods of the server, like a node that fails. @throws KubernetesError */
  async deletePods(): Promise<void> {
    const { core, namespace } = this.#options.cluster;
    const pods = this.listPods();
    this.#deleted = new Set(pods.map((pod) => identify(pod).uid));
    await Promise.all(pods.map((pod) => core.deleteNamespacedPod({ namespace, name: identify(pod).name })));
  }

  /** Checks that within the profile's deadline another pod than the deleted ones is Ready and the server answers. @throws UnmetExpectation, Error */
  async expectReturn(): Promise<void> {
    const { observer, environment, client, signal } = this.#options;
    const { serverReadyMs } = environment.deadlines;
    const startedAt = performance.now();
    await waitUntil(observer.pods, {
      what: 'the next pod of the server to be Running and Ready',
      select: (pod) => hasLabels(pod, environment.server.labels) && !this.#deleted.has(identify(pod).uid),
      check: checkRunningAndReady,
      withinMs: serverReadyMs,
      signal,
    });
    const withinMs = Math.max(serverReadyMs - (performance.now() - startedAt), 1_000);
    await poll('the server to answer again', { withinMs, everyMs: 100, signal }, async () => {
      // A connection that was kept alive leads to the old pod, which answers no more.
      client.close();
      const attempt = AbortSignal.any([signal, AbortSignal.timeout(attemptMs)]);
      const answer = await client.ack(attempt).catch((error: Error) => error);
      signal.throwIfAborted();
      if (answer instanceof Error) return { seen: answer.message };
      return answer.status === 200 ? { value: undefined } : { seen: `it answered ${answer.status}` };
    });
  }

  /** Remembers the pods as they are now; the returned function lists their changes since then, one line each. */
  remember(): () => string[] {
    const before = rememberPods(this.listPods());
    return () => listChanges(before, this.#filterByLabels(this.#options.environment.server.labels));
  }

  #listPodsWith(what: string, labels: Labels): readonly V1Pod[] {
    const pods = this.#filterByLabels(labels);
    if (pods.length > 0) return pods;
    throw new Error(
      `expected ${what} to have a pod in namespace ${this.#options.cluster.namespace}, but none has the labels ${describeLabels(labels)}`,
    );
  }

  #filterByLabels(labels: Labels): readonly V1Pod[] {
    const pods = this.#options.observer.pods.listObjects();
    return pods.filter((pod) => hasLabels(pod, labels) && pod.metadata?.deletionTimestamp === undefined);
  }
}
