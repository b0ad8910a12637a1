// A watch of a scenario: the frames that its stream brought so far.
import { z } from 'zod';
import type { ClusterUnderTest } from './cluster-under-test';

/** The parts of an object that scenarios read. */
export interface AnyObject {
  readonly kind?: string;
  readonly code?: number;
  readonly reason?: string;
  readonly message?: string;
  readonly metadata: {
    readonly name?: string;
    readonly uid?: string;
    readonly resourceVersion?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly deletionTimestamp?: string;
  };
  readonly status?: Readonly<Record<string, unknown>>;
  readonly spec?: Readonly<Record<string, unknown>>;
}

export interface AnyFrame {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  readonly object: AnyObject;
}

/** How long a scenario waits for a state: a real node on a busy machine may take long to end a pod. */
export const stateDeadlineMs = 120_000;

const frameSchema = z.object({
  type: z.enum(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR']),
  // Every frame of Kubernetes has an object or a Status.
  object: z.custom<AnyObject>((value) => typeof value === 'object' && value !== null),
});

/** Collects frames until it is stopped. */
export class RecordedWatch {
  readonly frames: AnyFrame[] = [];
  readonly #cluster: ClusterUnderTest;
  readonly #path: string;
  readonly #ending = new AbortController();
  readonly #running: Promise<void>;
  #next = Promise.withResolvers<void>();
  #failure: unknown;

  /** Starts to watch a collection; the path may have a query, such as `?resourceVersion=5`. */
  constructor(cluster: ClusterUnderTest, path: string) {
    this.#cluster = cluster;
    this.#path = path;
    this.#running = this.#run();
  }

  /** Resolves with all frames so far once one satisfies `last`; rejects after `stateDeadlineMs` with those that came. */
  async readUntil(last: (frame: AnyFrame) => boolean): Promise<readonly AnyFrame[]> {
    const deadlineMs = performance.now() + stateDeadlineMs;
    while (!this.frames.some(last)) {
      if (this.#failure !== undefined) throw this.#failure;
      await this.#nextFrame(deadlineMs - performance.now());
    }
    return this.frames;
  }

  async stop(): Promise<void> {
    this.#ending.abort();
    await this.#running;
  }

  async #nextFrame(withinMs: number): Promise<void> {
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      const seen = JSON.stringify(this.frames);
      const seconds = stateDeadlineMs / 1_000;
      late.reject(new Error(`${this.#cluster.name}: in ${seconds} s the watch of ${this.#path} brought only ${seen}`));
    }, withinMs);
    try {
      await Promise.race([this.#next.promise, late.promise]);
    } finally {
      clearTimeout(timer);
    }
  }

  async #run(): Promise<void> {
    const url = new URL(this.#path, 'https://cluster');
    url.searchParams.set('watch', 'true');
    url.searchParams.set('allowWatchBookmarks', 'true');
    try {
      const stream = await this.#cluster.openStream(`${url.pathname}${url.search}`, this.#ending.signal);
      for await (const line of readLines(stream)) {
        this.frames.push(frameSchema.parse(JSON.parse(line)));
        this.#notify();
      }
    } catch (error) {
      if (!this.#ending.signal.aborted) this.#failure = error;
    }
    this.#notify();
  }

  #notify(): void {
    this.#next.resolve();
    this.#next = Promise.withResolvers();
  }
}

/** The complete lines of a stream; what follows the last line break is dropped. */
async function* readLines(stream: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of stream) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines.filter((line) => line.trim() !== '');
  }
}
