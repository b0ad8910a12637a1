// Waits for a state of a watch: a wait ends with the change that brings the state, or with an error that describes the state seen instead.
import type { KubernetesObject } from '@kubernetes/client-node';
import { rejectOnAbort } from '../../common/abort';
import type { Change } from './history';
import { identify } from './kinds';
import type { Mismatch } from './mismatch';
import type { ObjectWatch } from './object-watch';
import { createUnmetExpectation, createUnwatchableError, findBrokenHold } from './unmet-expectation';

export type { Mismatch } from './mismatch';

/** The expected state of the selected objects. */
export interface Expectation<T extends KubernetesObject> {
  /** Completes "expected …" in the error, such as "the job's pod to be Running and Ready". */
  readonly what: string;
  readonly select: (object: T) => boolean;
  /** Where an object differs from the expectation; empty if it is as expected. Must not throw. */
  readonly check: (object: T) => readonly Mismatch[];
}

export interface WaitOptions {
  /** Milliseconds since the call. */
  readonly withinMs: number;
  /** Aborting it ends the wait with its reason. */
  readonly signal: AbortSignal;
}

/** The state that ended a wait. */
export interface Reached<T extends KubernetesObject> {
  readonly object: T;
  /** When the state arrived here, on the clock of `performance.now()`; the time of the call if the state existed already. */
  readonly atMs: number;
  /** Milliseconds since the call. */
  readonly afterMs: number;
}

/**
 * Resolves at the change that makes one selected object as expected, at once if one is so already.
 * Rejects with an UnmetExpectation that describes the state seen at the deadline, with an EnvironmentError if the API server cannot be
 * watched, with the signal's reason if it aborts. At the deadline it lists once more, so that a stream that is behind causes no failure.
 */
export async function waitUntil<T extends KubernetesObject>(
  watch: ObjectWatch<T>,
  expectation: Expectation<T> & WaitOptions,
): Promise<Reached<T>> {
  const { select, check } = expectation;
  const startMs = performance.now();
  const settle = (objects: readonly T[], atMs: number): Reached<T> | undefined => {
    const object = objects.find((one) => select(one) && check(one).length === 0);
    return object === undefined ? undefined : { object, atMs, afterMs: atMs - startMs };
  };
  return await waitFor(watch, expectation, startMs, {
    checkNow: () => settle(watch.listObjects(), performance.now()),
    onChange: (change) => (change.type === 'deleted' ? undefined : settle([change.object], change.atMs)),
  });
}

/** Resolves when no selected object exists (any more), with the milliseconds that it took. Errors as of `waitUntil`; they name the objects that are left, with their finalizers. */
export async function waitUntilGone<T extends KubernetesObject>(
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
  return await waitFor(watch, { ...expectation, check: reportAsPresent }, startMs, {
    checkNow: () => {
      left.clear();
      for (const object of watch.listObjects()) note(object, true);
      return settle(performance.now());
    },
    onChange: (change) => {
      note(change.object, change.type !== 'deleted');
      return settle(change.atMs);
    },
  });
}

/**
 * Runs `action` and resolves with its result, provided that every selected object was as expected the whole time and that at least one
 * existed. Rejects with an UnmetExpectation at the first change that breaks the expectation, and aborts the signal of `action`.
 */
export async function expectToStay<T extends KubernetesObject, R>(
  watch: ObjectWatch<T>,
  expectation: Expectation<T> & { readonly signal: AbortSignal },
  action: (signal: AbortSignal) => Promise<R>,
): Promise<R> {
  const { signal } = expectation;
  await watch.start().waitUntilSynced(signal);
  const startMs = performance.now();
  const broken = new AbortController();
  const look = (change?: Change<T>) => {
    const failure = findBrokenHold(watch, expectation, startMs, change);
    if (failure !== undefined) broken.abort(failure);
  };
  const stopListening = watch.onChange((change) => expectation.select(change.object) && look(change));
  try {
    look();
    const guard = AbortSignal.any([signal, broken.signal]);
    const result = await rejectOnAbort(Promise.race([action(guard), watch.ended]), guard);
    await watch.refresh(guard);
    guard.throwIfAborted();
    return result;
  } finally {
    stopListening();
  }
}

interface Settling<T extends KubernetesObject, R> {
  checkNow(): R | undefined;
  onChange(change: Change<T>): R | undefined;
}

async function waitFor<T extends KubernetesObject, R>(
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
    await watch.start().waitUntilSynced(either);
    const value = settling.checkNow();
    if (value !== undefined) return value;
    stopListening = watch.onChange((change) => {
      const settledBy = settling.onChange(change);
      if (settledBy !== undefined) result.resolve(settledBy);
    });
    return await rejectOnAbort(Promise.race([result.promise, watch.ended]), either);
  } catch (error) {
    if (signal.aborted || !deadline.aborted) throw error;
    return await checkOnceMore(watch, expectation, startMs, settling);
  } finally {
    stopListening();
    watch.reportWait(startMs);
  }
}

/** The deadline is over: the current state of the API server decides. */
async function checkOnceMore<T extends KubernetesObject, R>(
  watch: ObjectWatch<T>,
  expectation: Expectation<T> & WaitOptions,
  startMs: number,
  settling: Settling<T, R>,
): Promise<R> {
  const lookSignal = AbortSignal.any([expectation.signal, AbortSignal.timeout(2_000)]);
  try {
    await watch.refresh(lookSignal);
  } catch (error) {
    expectation.signal.throwIfAborted();
    throw createUnwatchableError(watch, expectation, startMs, error);
  }
  const value = settling.checkNow();
  if (value !== undefined) return value;
  throw await createUnmetExpectation(watch, expectation, startMs);
}

function reportAsPresent(): readonly Mismatch[] {
  return [{ field: 'metadata', expected: 'no such object', actual: 'still there' }];
}
