// A current view of one kind of object in one namespace, with the history of its objects.
import type { KubernetesObject } from '@kubernetes/client-node';
import { rejectOnAbort } from '../../common/abort';
import { type Change, History, type HistoryLimits } from './history';
import type { WatchedKind } from './kinds';
import { ObjectCache } from './object-cache';
import { type Interruption, Reflector, type ReflectorOptions, type WatchCounters } from './reflector';

export interface ObjectWatchOptions<T extends KubernetesObject> extends ReflectorOptions<T> {
  readonly history?: HistoryLimits;
  /** Called when a wait ends, with its start on the clock of `performance.now()`. */
  readonly onWaited?: (startMs: number) => void;
  /** Lines on why an object is not ready, requested when a wait fails; may call the API server. */
  readonly explain?: (object: T, signal: AbortSignal) => Promise<readonly string[]>;
}

/**
 * One owner starts and closes it; many may read and listen. A listener is called at once, in the order of the changes, and never twice
 * for the same uid and resourceVersion. States that an object had while a stream was down are delivered when the stream is resumed;
 * after an expired resourceVersion, only the latest state is.
 */
export class ObjectWatch<T extends KubernetesObject> {
  readonly counters: WatchCounters = {
    lists: 0,
    reconnects: 0,
    relists: 0,
    changes: 0,
    duplicates: 0,
    bookmarks: 0,
    failures: 0,
  };
  readonly #cache: ObjectCache<T>;
  readonly #reflector: Reflector<T>;
  readonly #history: History<T>;
  readonly #listeners = new Set<(change: Change<T>) => void>();
  readonly #closing = new AbortController();
  readonly #firstList = Promise.withResolvers<void>();
  readonly #end = Promise.withResolvers<never>();
  #running: Promise<void> | undefined;
  #lastRefresh: Promise<void> = Promise.resolve();
  #nextRefresh: Promise<void> | undefined;
  readonly #options: ObjectWatchOptions<T>;

  constructor(options: ObjectWatchOptions<T>) {
    this.#options = options;
    const onDuplicate = () => {
      this.counters.duplicates += 1;
    };
    this.#cache = new ObjectCache<T>((change) => this.#publish(change), onDuplicate);
    this.#reflector = new Reflector(options, this.#cache, this.counters);
    this.#history = new History(options.history ?? { changesPerObject: 30, objects: 10_000 });
    // Both are for callers that wait; without one, their rejection is no error.
    this.#firstList.promise.catch(() => undefined);
    this.#end.promise.catch(() => undefined);
  }

  get kind(): WatchedKind<T> {
    return this.#options.kind;
  }

  get namespace(): string {
    return this.#options.namespace;
  }

  get closed(): boolean {
    return this.#closing.signal.aborted;
  }

  /** Set while the view may be behind, because its stream is down. */
  get interruption(): Interruption | undefined {
    return this.#reflector.interruption;
  }

  /** Reports that a wait has ended. */
  reportWait(startMs: number): void {
    this.#options.onWaited?.(startMs);
  }

  /** Starts it once; further calls do nothing. */
  start(): this {
    this.#running ??= this.#run();
    return this;
  }

  /** Resolves when the first list has arrived; rejects as `ended` does, or when the signal aborts. */
  async waitUntilSynced(signal: AbortSignal): Promise<void> {
    await rejectOnAbort(this.#firstList.promise, signal);
  }

  /** Never resolves; rejects if the API server finally refuses to list or watch, or when the watch is closed. */
  get ended(): Promise<never> {
    return this.#end.promise;
  }

  /** The objects that exist, as far as is known. */
  listObjects(): readonly T[] {
    return this.#cache.listObjects();
  }

  find(select: (object: T) => boolean): T | undefined {
    return this.listObjects().find(select);
  }

  /** The changes of one object, oldest first, also after its deletion. */
  findHistory(uid: string): readonly Change<T>[] {
    return this.#history.find(uid);
  }

  /** The changes of every object seen, deleted ones included. */
  listHistories(): readonly (readonly Change<T>[])[] {
    return this.#history.list();
  }

  /** Calls the listener for each change from now on; the returned function ends that. A listener must not throw. */
  onChange(listener: (change: Change<T>) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Lists now, so that the view is as current as the API server even if the stream is behind. */
  async refresh(signal: AbortSignal): Promise<void> {
    // A list in progress may have started too early, so all callers in the meantime share the next one.
    this.#nextRefresh ??= this.#refreshAfter(this.#lastRefresh);
    await rejectOnAbort(this.#nextRefresh, signal);
  }

  /** Lines on why an object is not ready; none if the watch has no explanation for its kind. */
  async explain(object: T, signal: AbortSignal): Promise<readonly string[]> {
    return (await this.#options.explain?.(object, signal)) ?? [];
  }

  /** Ends the stream; resolves when it has ended. What was seen can still be read. */
  async close(): Promise<void> {
    const reason = new Error(`The watch of ${this.kind.plural} in namespace ${this.namespace} was closed`);
    this.#closing.abort(reason);
    await this.start().#running;
  }

  async #run(): Promise<void> {
    const signal = AbortSignal.any([this.#closing.signal, this.#options.transport.signal]);
    try {
      await this.#reflector.run(signal, () => this.#firstList.resolve());
    } catch (error) {
      this.#firstList.reject(error);
      this.#end.reject(error);
    }
  }

  async #refreshAfter(earlier: Promise<void>): Promise<void> {
    await earlier.catch(() => undefined);
    this.#lastRefresh = this.#nextRefresh ?? earlier;
    this.#nextRefresh = undefined;
    await this.#reflector.list(this.#closing.signal);
  }

  #publish(change: Change<T>): void {
    this.counters.changes += 1;
    this.#history.record(change);
    for (const listener of this.#listeners) listener(change);
  }
}
