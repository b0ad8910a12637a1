// A scenario runs the same calls in a namespace of its own on each cluster, and notes the results.
import { randomBytes } from 'node:crypto';
import type { ClusterUnderTest, RawAnswer, RawCall } from './cluster-under-test';
import { normalize, normalizeText, type Replacements } from './normalize';
import { RecordedWatch, stateDeadlineMs } from './recorded-watch';
import { createPod } from './scenario-objects';
import type { Transcript, TranscriptStep } from './transcript';

export interface Scenario {
  /** Unique; the file name of its recording derives from it. */
  readonly name: string;
  readonly run: (api: ScenarioApi) => Promise<void>;
}

export type CallOptions = Pick<RawCall, 'contentType' | 'accept' | 'token'> & {
  /** Whether it is noted in the transcript. Default true. */
  readonly recorded?: boolean;
};

/** Runs a scenario on a cluster; its namespace is removed whatever happens. */
export async function runScenario(scenario: Scenario, cluster: ClusterUnderTest): Promise<Transcript> {
  const namespace = `conformance-${randomBytes(4).toString('hex')}`;
  const api = new ScenarioApi(cluster, namespace);
  const body = { metadata: { name: namespace } };
  await cluster.exchange({ method: 'POST', path: '/api/v1/namespaces', body });
  try {
    await waitUntilPodsAreAccepted(api);
    await scenario.run(api);
    return api.transcript;
  } finally {
    await api.stopWatches();
    await cluster.exchange({ method: 'DELETE', path: `/api/v1/namespaces/${namespace}` });
  }
}

/** Waits until the namespace has its ServiceAccount with a token: pods are refused before. */
async function waitUntilPodsAreAccepted(api: ScenarioApi): Promise<void> {
  const deadlineMs = performance.now() + 30_000;
  const path = `${api.core}/pods?dryRun=All`;
  const first = createPod('first', api.image, ['stay'], { automountServiceAccountToken: true });
  for (;;) {
    const { status, body } = await api.call('POST', path, first, { recorded: false });
    if (status === 201) return;
    if (performance.now() > deadlineMs) throw new Error(`pods are refused after 30 s: ${JSON.stringify(body)}`);
    await api.pause();
  }
}

/** What a scenario can do with a cluster. Paths are absolute; `core`, `batch` and `apps` begin those of its namespace. */
export class ScenarioApi {
  readonly #cluster: ClusterUnderTest;
  readonly steps: TranscriptStep[] = [];
  readonly core: string;
  readonly batch: string;
  readonly apps: string;
  readonly #replacements: Replacements = new Map();
  readonly #watches: RecordedWatch[] = [];

  constructor(
    cluster: ClusterUnderTest,
    readonly namespace: string,
  ) {
    this.#cluster = cluster;
    this.core = `/api/v1/namespaces/${namespace}`;
    this.batch = `/apis/batch/v1/namespaces/${namespace}`;
    this.apps = `/apis/apps/v1/namespaces/${namespace}`;
    this.#replacements.set(namespace, '<ns>');
    this.#replacements.set(cluster.image, '<image>');
  }

  get transcript(): Transcript {
    return this.steps;
  }

  get image(): string {
    return this.#cluster.image;
  }

  /** One exchange, noted with its status and body. */
  async call(method: string, path: string, body?: unknown, options: CallOptions = {}): Promise<RawAnswer> {
    const answer = await this.#cluster.exchange({ method, path, body, ...options });
    if (options.recorded !== false) {
      const suffix = [options.contentType, options.token === undefined ? undefined : 'with another token'].filter(
        Boolean,
      );
      this.note([`${method} ${path}`, ...suffix].join(' '), answer);
    }
    return answer;
  }

  /** Reads a path until the body is as expected, and notes the last body, or what `show` makes of it. */
  async eventually<T = unknown>(
    path: string,
    wanted: (body: T, status: number) => boolean,
    options: { readonly show?: (body: T) => unknown; readonly recorded?: boolean } = {},
  ): Promise<T> {
    const deadlineMs = performance.now() + stateDeadlineMs;
    for (;;) {
      const { status, body } = await this.#cluster.exchange({ method: 'GET', path });
      // The scenario knows what it requests.
      const typed = body as T;
      if (status < 500 && wanted(typed, status)) {
        if (options.recorded !== false) this.note(`eventually ${path}`, options.show?.(typed) ?? { status, body });
        return typed;
      }
      if (performance.now() > deadlineMs)
        throw new Error(
          `${this.#cluster.name}: ${path} did not become as expected within ${stateDeadlineMs / 1_000} s: ${JSON.stringify(body)}`,
        );
      await this.pause();
    }
  }

  /** Starts to watch a path; the scenario reads its frames and notes what it compares. */
  watch(path: string): RecordedWatch {
    const watch = new RecordedWatch(this.#cluster, path);
    this.#watches.push(watch);
    return watch;
  }

  /** Adds a line to the transcript. */
  note(step: string, result: unknown): void {
    // As a recording would hold it; before the step, as it may hold the generated names that the step names.
    const normalized = normalize(JSON.parse(JSON.stringify(result ?? null)), this.#replacements);
    this.steps.push({ step: normalizeText(step, this.#replacements), result: normalized });
  }

  async stopWatches(): Promise<void> {
    await Promise.all(this.#watches.map((watch) => watch.stop()));
  }

  /** Waits until the next attempt. */
  pause(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, 100));
  }
}
