// Keeps a cache current: lists, watches from there, resumes a stream that was cut, and lists again after an expired resourceVersion.
import type { KubernetesObject } from '@kubernetes/client-node';
import { z } from 'zod';
import { Backoff } from '../../common/backoff';
import { isKubernetesError, toContentError, toStatusObjectError } from '../transport/kubernetes-error';
import type { Transport } from '../transport/transport';
import { identify, type WatchedKind } from './kinds';
import type { ObjectCache } from './object-cache';
import { openWatch, type WatchFrame } from './watch-stream';

/** The objects to list and watch. */
export interface ReflectorOptions<T extends KubernetesObject> {
  readonly transport: Transport;
  readonly kind: WatchedKind<T>;
  readonly namespace: string;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
  /** A stream without data for this time counts as dead and is resumed. Default 30 s. */
  readonly inactivityMs?: number;
}

/** The work of staying current, for the figures of the run. */
export interface WatchCounters {
  lists: number;
  /** Streams opened after the first. */
  reconnects: number;
  /** Lists after the first, because the resourceVersion had expired or a caller needed the current state. */
  relists: number;
  changes: number;
  /** Items and frames without a new state. */
  duplicates: number;
  bookmarks: number;
  /** Streams and lists that ended with an error. */
  failures: number;
}

/** Since when and why the view may be behind. */
export interface Interruption {
  readonly sinceMs: number;
  readonly error: unknown;
}

const listSchema = z.object({
  metadata: z.object({ resourceVersion: z.string() }),
  items: z.array(z.unknown()).nullish(),
});

const bookmarkSchema = z.object({ metadata: z.object({ resourceVersion: z.string() }) });

/** The loop behind an ObjectWatch. `run` is called once. */
export class Reflector<T extends KubernetesObject> {
  readonly #backoff = new Backoff({ firstMs: 50, maxMs: 2_000 });
  #resourceVersion: string | undefined;
  #streams = 0;
  #emptyStreams = 0;
  #interrupted: Interruption | undefined;
  readonly #options: ReflectorOptions<T>;
  readonly #cache: ObjectCache<T>;
  readonly #counters: WatchCounters;

  constructor(options: ReflectorOptions<T>, cache: ObjectCache<T>, counters: WatchCounters) {
    this.#options = options;
    this.#cache = cache;
    this.#counters = counters;
  }

  /** Set while the view may be behind, because its stream is down. */
  get interruption(): Interruption | undefined {
    return this.#interrupted;
  }

  /**
   * Runs until the signal aborts; rejects if the API server refuses finally, so that no retry can succeed.
   * Calls `onSynced` once the first list has arrived.
   */
  async run(signal: AbortSignal, onSynced: () => void): Promise<never> {
    for (;;) {
      signal.throwIfAborted();
      try {
        await this.#catchUp(signal);
        onSynced();
        await this.#follow(signal);
      } catch (error) {
        signal.throwIfAborted();
        this.#note(error);
        if (isKubernetesError(error, 'unauthorized', 'forbidden', 'not-found', 'not-kubernetes', 'oversized'))
          throw error;
      }
      await this.#backoff.pause(signal).catch(() => undefined);
    }
  }

  /** Lists now, even if the stream is behind. */
  async list(signal: AbortSignal): Promise<string> {
    const { transport, kind, namespace, labelSelector, fieldSelector } = this.#options;
    const text = await transport.scoped(signal).readText(kind.path(namespace), { labelSelector, fieldSelector });
    const { objects, resourceVersion } = this.#read(text);
    if (this.#counters.lists > 0) this.#counters.relists += 1;
    this.#counters.lists += 1;
    const receivedAt = { atMs: performance.now(), time: new Date() };
    this.#cache.replace(objects, resourceVersion, receivedAt);
    return resourceVersion;
  }

  #read(text: string): { objects: T[]; resourceVersion: string } {
    const { transport, kind, namespace } = this.#options;
    try {
      const { metadata, items } = listSchema.parse(JSON.parse(text));
      return { objects: (items ?? []).map((item) => kind.read(item)), resourceVersion: metadata.resourceVersion };
    } catch (error) {
      throw toContentError({ verb: 'list', resource: kind.plural, namespace }, transport.server, text, error);
    }
  }

  async #catchUp(signal: AbortSignal): Promise<void> {
    if (this.#resourceVersion !== undefined) return;
    this.#resourceVersion = await this.list(signal);
    this.#interrupted = undefined;
  }

  /** Follows one stream to its end. After a stream with data, or one that lasted for a while, the next one is opened at once. */
  async #follow(signal: AbortSignal): Promise<void> {
    const { transport, kind, namespace, labelSelector, fieldSelector, inactivityMs = 30_000 } = this.#options;
    const resourceVersion = this.#resourceVersion ?? '';
    const path = kind.path(namespace);
    if (this.#streams > 0) this.#counters.reconnects += 1;
    this.#streams += 1;
    const request = { path, resourceVersion, labelSelector, fieldSelector, inactivityMs, signal };
    const frames = await openWatch(transport, request);
    const openedMs = performance.now();
    this.#interrupted = undefined;
    let isEmpty = true;
    try {
      for await (const frame of frames) {
        isEmpty = false;
        this.#take(frame);
        this.#backoff.reset();
      }
    } finally {
      if (performance.now() - openedMs > 1_000) this.#backoff.reset();
      else if (isEmpty) this.#countEmptyStream();
      else this.#emptyStreams = 0;
    }
  }

  /** If streams are accepted and end at once without data, lists are the only source. */
  #countEmptyStream(): void {
    this.#emptyStreams += 1;
    if (this.#emptyStreams > 1) this.#resourceVersion = undefined;
  }

  #take(frame: WatchFrame): void {
    const { transport, kind, namespace } = this.#options;
    if (frame.type === 'ERROR') {
      throw toStatusObjectError({ verb: 'watch', resource: kind.plural, namespace }, transport.server, frame.object);
    }
    if (frame.type === 'BOOKMARK') {
      this.#counters.bookmarks += 1;
      this.#resourceVersion = bookmarkSchema.parse(frame.object).metadata.resourceVersion;
      return;
    }
    const object = kind.read(frame.object);
    this.#resourceVersion = identify(object).resourceVersion;
    this.#cache.apply(frame.type, object, frame);
  }

  #note(error: unknown): void {
    this.#counters.failures += 1;
    this.#interrupted ??= { sinceMs: performance.now(), error };
    // Only if the stream itself failed, it is resumed from the same resourceVersion.
    if (isKubernetesError(error, 'unreachable', 'timeout', 'throttled', 'server-error')) return;
    this.#resourceVersion = undefined;
  }
}
