// A scenario runs the same calls in a namespace of its own on each cluster, and writes down what it saw.
import { randomBytes } from 'node:crypto';
import type { ClusterUnderTest, RawAnswer, RawCall } from './cluster-under-test';
import { normalise, normaliseText, type Replacements } from './normalize';
import { RecordedWatch, stateDeadlineMs } from './recorded-watch';
import { createPod } from './scenario-objects';
import type { Transcript, TranscriptStep } from './transcript';

export interface Scenario {
  /** Unique; the name of its recording is made of it. */
  readonly name: string;
  readonly run: (api: ScenarioApi) => Promise<void>;
}

export type CallOptions = Pick<RawCall, 'contentType' | 'accept' | 'token'> & {
  /** Whether it is written down. Default true. */
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

/** Pods are refused until the namespace has its ServiceAccount, and that has its token. */
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

/** What a scenario does with a cluster. Paths are absolute; `core`, `batch` and `apps` begin those of its namespace. */
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

  /** One exchange, written down with its status and body. */
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

  /** Looks at a path again and again until the body is as wanted, and writes down the last one, as `show` shows it. */
  async eventually<T = unknown>(
    path: string,
    wanted: (body: T, status: number) => boolean,
    options: { readonly show?: (body: T) => unknown; readonly recorded?: boolean } = {},
  ): Promise<T> {
    const deadlineMs = performance.now() + stateDeadlineMs;
    for (;;) {
      const { status, body } = await this.#cluster.exchange({ method: 'GET', path });
      // The scenario knows what it asks for.
      const typed = body as T;
      if (status < 500 && wanted(typed, status)) {
        if (options.recorded !== false) this.note(`eventually ${path}`, options.show?.(typed) ?? { status, body });
        return typed;
      }
      if (performance.now() > deadlineMs)
        throw new Error(
          `${this.#cluster.name}: ${path} did not get as wanted within ${stateDeadlineMs / 1_000} s: ${JSON.stringify(body)}`,
        );
      await this.pause();
    }
  }

  /** Starts to watch a path; what it tells is written down when the watch is asked for it. */
  watch(path: string): RecordedWatch {
    const watch = new RecordedWatch(this.#cluster, path);
    this.#watches.push(watch);
    return watch;
  }

  /** Writes anything down. */
  note(step: string, result: unknown): void {
    // As a recording would hold it; before the step, as it may hold the generated names that the step names.
    const normalised = normalise(JSON.parse(JSON.stringify(result ?? null)), this.#replacements);
    this.steps.push({ step: normaliseText(step, this.#replacements), result: normalised });
  }

  async stopWatches(): Promise<void> {
    await Promise.all(this.#watches.map((watch) => watch.stop()));
  }

  /** Until the next look. */
  pause(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, 100));
  }
}
