// A watch of a scenario, read through the suite's own watch code.

import { openWatch, type WatchFrame } from '../../../support/cluster/watch/watch-stream';
import { orAborted } from '../../../support/common/abort';
import type { ClusterUnderTest } from './cluster-under-test';

/** An object as far as scenarios look at it. */
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
  readonly type: WatchFrame['type'];
  readonly object: AnyObject;
}

/** A real node on a busy machine may take long to end a pod. */
export const patienceMs = 120_000;

/** Collects frames until it is stopped. */
export class RecordedWatch {
  readonly frames: AnyFrame[] = [];
  private readonly ending = new AbortController();
  private readonly running: Promise<void>;
  private wake = Promise.withResolvers<void>();
  private failure: unknown;

  constructor(
    private readonly cluster: ClusterUnderTest,
    private readonly path: string,
  ) {
    this.running = this.run();
  }

  /** Resolves with all frames so far once one satisfies `last`; rejects when that takes too long. */
  async until(last: (frame: AnyFrame) => boolean): Promise<readonly AnyFrame[]> {
    const deadline = AbortSignal.timeout(patienceMs);
    while (!this.frames.some(last)) {
      if (this.failure !== undefined) throw this.failure;
      await orAborted(this.wake.promise, deadline).catch((cause: unknown) => {
        const told = JSON.stringify(this.frames);
        throw new Error(
          `${this.cluster.name}: in ${patienceMs / 1_000} s the watch of ${this.path} told only ${told}`,
          { cause },
        );
      });
    }
    return this.frames;
  }

  /** Resolves with the frames when the server has ended the stream. */
  async end(): Promise<readonly AnyFrame[]> {
    await this.running;
    return this.frames;
  }

  async stop(): Promise<void> {
    this.ending.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const url = new URL(this.path, 'http://cluster');
    const { resourceVersion = '', labelSelector, fieldSelector } = Object.fromEntries(url.searchParams);
    const request = {
      path: url.pathname,
      resourceVersion,
      labelSelector,
      fieldSelector,
      inactivityMs: 60_000,
      signal: this.ending.signal,
    };
    try {
      for await (const frame of await openWatch(this.cluster.connection.transport, request)) {
        // Every frame of Kubernetes holds an object or a Status.
        this.frames.push({ type: frame.type, object: frame.object as AnyObject });
        this.notify();
      }
    } catch (error) {
      if (!this.ending.signal.aborted) this.failure = error;
      this.notify();
    }
  }

  private notify(): void {
    this.wake.resolve();
    this.wake = Promise.withResolvers();
  }
}
