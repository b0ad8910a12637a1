// Waiting for what a watch shows: it ends with the change that settles it, or says what was seen instead.
import type { KubernetesObject } from '@kubernetes/client-node';
import { orAborted } from '../../common/abort';
import type { Change } from './history';
import { identify } from './kinds';
import type { Mismatch } from './mismatch';
import type { ObjectWatch } from './object-watch';
import { brokenHold, unmetWait, unwatchable } from './unmet-expectation';

export type { Mismatch } from './mismatch';

/** What is expected of which objects. */
export interface Expectation<T extends KubernetesObject> {
  /** Completes "expected …" in the failure, such as "the job's pod to be Running and Ready". */
  readonly what: string;
  readonly select: (object: T) => boolean;
  /** Where an object differs from what is expected; none means that it is as expected. Must not throw. */
  readonly check: (object: T) => readonly Mismatch[];
}

export interface WaitOptions {
  /** Milliseconds from the call on. */
  readonly withinMs: number;
  /** Aborting it ends the wait with its reason. */
  readonly signal: AbortSignal;
}

/** The state that ended a wait. */
export interface Reached<T extends KubernetesObject> {
  readonly object: T;
  /** When the state arrived here, on the clock of `performance.now()`; the call's own time when it was already there. */
  readonly atMs: number;
  /** Milliseconds from the call on. */
  readonly afterMs: number;
}

/**
 * Resolves at the change that makes one selected object as expected, at once if one is so already.
 * Rejects with an UnmetExpectation that says what was seen when the time is up, with an EnvironmentError when the API server cannot be
 * watched, with the signal's reason when it aborts. Before it gives up it lists once more, so that a stream that is behind costs no verdict.
 */
export async function until<T extends KubernetesObject>(
  watch: ObjectWatch<T>,
  expectation: Expectation<T> & WaitOptions,
): Promise<Reached<T>> {
  const { select, check } = expectation;
  const startMs = performance.now();
  const settle = (objects: readonly T[], atMs: number): Reached<T> | undefined => {
    const object = objects.find((one) => select(one) && check(one).length === 0);
    return object === undefined ? undefined : { object, atMs, afterMs: atMs - startMs };
  };
  return await settled(watch, expectation, startMs, {
    now: () => settle(watch.objects(), performance.now()),
    onChange: (change) => (change.type === 'deleted' ? undefined : settle([change.object], change.atMs)),
  });
}

/** Resolves when no selected object exists (any more), with the milliseconds that it took. Failures as those of `until`; they name what is left, with its finalizers. */
export async function untilGone<T extends KubernetesObject>(
  watch: ObjectWatch<T>,
  expectation: Omit<Expectation<T>, 'check'> & WaitOptions,
): Promise<{ readonly afterMs: number }> {
  const startMs = performance.now();
  const { select } = expectation;
  const left = new Set<string>();
  const note = (object: T, exists: boolean) => {
    const { uid } = identify(object);
    if (exists && select(object)) left.add(uid);
    else left.delete(uid);
  };
  const settle = (atMs: number) => (left.size === 0 ? { afterMs: atMs - startMs } : undefined);
  return await settled(watch, { ...expectation, check: existence }, startMs, {
    now: () => {
      left.clear();
      for (const object of watch.objects()) note(object, true);
      return settle(performance.now());
    },
    onChange: (change) => {
      note(change.object, change.type !== 'deleted');
      return settle(change.atMs);
    },
  });
}

/**
 * Runs `action` and resolves with its result, provided that every selected object was as expected the whole time, and that one at least
 * existed. Rejects with an UnmetExpectation at the first change that breaks it, and aborts the signal that `action` was given.
 */
export async function stays<T extends KubernetesObject, R>(
  watch: ObjectWatch<T>,
  expectation: Expectation<T> & { readonly signal: AbortSignal },
  action: (signal: AbortSignal) => Promise<R>,
): Promise<R> {
  const { signal } = expectation;
  await watch.start().synced(signal);
  const startMs = performance.now();
  const broken = new AbortController();
  const look = (change?: Change<T>) => {
    const failure = brokenHold(watch, expectation, startMs, change);
    if (failure !== undefined) broken.abort(failure);
  };
  const stopListening = watch.onChange((change) => expectation.select(change.object) && look(change));
  try {
    look();
    const guard = AbortSignal.any([signal, broken.signal]);
    const result = await orAborted(Promise.race([action(guard), watch.ended]), guard);
    await watch.refresh(guard);
    guard.throwIfAborted();
    return result;
  } finally {
    stopListening();
  }
}

interface Settling<T extends KubernetesObject, R> {
  now(): R | undefined;
  onChange(change: Change<T>): R | undefined;
}

async function settled<T extends KubernetesObject, R>(
  watch: ObjectWatch<T>,
  expectation: Expectation<T> & WaitOptions,
  startMs: number,
  settling: Settling<T, R>,
): Promise<R> {
  const { signal, withinMs } = expectation;
  const deadline = AbortSignal.timeout(Math.max(0, Math.round(withinMs)));
  const either = AbortSignal.any([signal, deadline]);
  const result = Promise.withResolvers<R>();
  let stopListening = () => {};
  try {
    await watch.start().synced(either);
    const value = settling.now();
    if (value !== undefined) return value;
    stopListening = watch.onChange((change) => {
      const settledBy = settling.onChange(change);
      if (settledBy !== undefined) result.resolve(settledBy);
    });
    return await orAborted(Promise.race([result.promise, watch.ended]), either);
  } catch (error) {
    if (signal.aborted || !deadline.aborted) throw error;
    return await lastLook(watch, expectation, startMs, settling);
  } finally {
    stopListening();
  }
}

/** The deadline is over: what the API server says now decides. */
async function lastLook<T extends KubernetesObject, R>(
  watch: ObjectWatch<T>,
  expectation: Expectation<T> & WaitOptions,
  startMs: number,
  settling: Settling<T, R>,
): Promise<R> {
  const patience = AbortSignal.any([expectation.signal, AbortSignal.timeout(2_000)]);
  try {
    await watch.refresh(patience);
  } catch (error) {
    expectation.signal.throwIfAborted();
    throw unwatchable(watch, expectation, startMs, error);
  }
  const value = settling.now();
  if (value !== undefined) return value;
  throw await unmetWait(watch, expectation, startMs);
}

function existence(): readonly Mismatch[] {
  return [{ field: 'metadata', expected: 'no such object', actual: 'still there' }];
}
