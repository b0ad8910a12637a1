// The error of a wait whose expectation did not hold in time.
import type { KubernetesObject } from '@kubernetes/client-node';
import { EnvironmentError, toMessage } from '../../common/errors';
import { formatSeconds } from '../../common/wording';
import type { Change } from './history';
import { describeObject, identify, type ObjectIdentity } from './kinds';
import { describeMismatches, type Mismatch } from './mismatch';
import type { ObjectWatch } from './object-watch';

/** A required state of the cluster that was not reached, or did not last: a requirement that is not met. */
export class UnmetExpectation extends Error {
  override readonly name = 'UnmetExpectation';
  /** The object that came closest; absent if there was none. */
  readonly object: ObjectIdentity | undefined;
  readonly mismatches: readonly Mismatch[];
  readonly waitedMs: number;

  constructor(lines: readonly string[], details: Pick<UnmetExpectation, 'object' | 'mismatches' | 'waitedMs'>) {
    super(lines.join('\n'));
    this.object = details.object;
    this.mismatches = details.mismatches;
    this.waitedMs = details.waitedMs;
  }
}

interface Expected<T extends KubernetesObject> {
  readonly what: string;
  readonly select: (object: T) => boolean;
  readonly check: (object: T) => readonly Mismatch[];
}

/** The error of a wait whose deadline is over: the closest object, where it differs, its last change, why, and what to do. */
export async function createUnmetExpectation<T extends KubernetesObject>(
  watch: ObjectWatch<T>,
  expected: Expected<T> & { readonly withinMs: number; readonly signal: AbortSignal },
  startMs: number,
): Promise<UnmetExpectation> {
  const waitedMs = performance.now() - startMs;
  const selected = watch.listObjects().filter(expected.select);
  const closest = selected.toSorted((left, right) => expected.check(left).length - expected.check(right).length)[0];
  const within = expected.withinMs > 0 ? ` within ${formatSeconds(expected.withinMs)}` : '';
  const demand = `expected ${expected.what}${within}`;
  if (closest === undefined) return createMissingError(watch, expected.select, demand, waitedMs);
  const mismatches = expected.check(closest);
  const others = selected.filter((object) => object !== closest).map((object) => identify(object).name);
  const lines = [
    `${describeObject(closest)}: ${demand}`,
    ...describeMismatches(mismatches),
    `Waited ${formatSeconds(waitedMs)}. ${describeLastChange(watch, closest)}`,
    ...describeDeletion(closest),
    ...(others.length === 0 ? [] : [`Also not as expected: ${formatNames(others)}.`]),
    ...(await explain(watch, closest, expected.signal)),
  ];
  return new UnmetExpectation(lines, { object: identify(closest), mismatches, waitedMs });
}

/** The error of a state that must last and does not: no selected object, one that differs, or one that was deleted. */
export function findBrokenHold<T extends KubernetesObject>(
  watch: ObjectWatch<T>,
  expected: Expected<T>,
  startMs: number,
  change?: Change<T>,
): UnmetExpectation | undefined {
  const waitedMs = performance.now() - startMs;
  const demand = `expected ${expected.what} to last`;
  if (change?.type === 'deleted') {
    const lines = [`${describeObject(change.object)}: ${demand}`, `It was deleted after ${formatSeconds(waitedMs)}.`];
    return new UnmetExpectation(lines, { object: identify(change.object), mismatches: [], waitedMs });
  }
  const selected = watch.listObjects().filter(expected.select);
  if (selected.length === 0) return createMissingError(watch, expected.select, demand, waitedMs);
  const broken = selected.find((object) => expected.check(object).length > 0);
  if (broken === undefined) return undefined;
  const mismatches = expected.check(broken);
  const lines = [
    `${describeObject(broken)}: ${demand}`,
    ...describeMismatches(mismatches),
    `It held for ${formatSeconds(waitedMs)}. ${describeLastChange(watch, broken)}`,
  ];
  return new UnmetExpectation(lines, { object: identify(broken), mismatches, waitedMs });
}

/** The error of a wait that could not read the cluster at its deadline: nothing is known about the product. */
export function createUnwatchableError<T extends KubernetesObject>(
  watch: ObjectWatch<T>,
  expected: { readonly what: string },
  startMs: number,
  cause: unknown,
): EnvironmentError {
  const { interruption } = watch;
  const since =
    interruption === undefined
      ? ''
      : ` Its watch is down for ${formatSeconds(performance.now() - interruption.sinceMs)}.`;
  const waited = formatSeconds(performance.now() - startMs);
  const reason = interruption?.error ?? cause;
  return new EnvironmentError(
    `It is unknown whether the expectation "${expected.what}" holds: after ${waited}, the API server did not list the ${watch.kind.plural} of namespace ${watch.namespace}.${since} ${toMessage(reason)}`,
    { cause: reason },
  );
}

function createMissingError<T extends KubernetesObject>(
  watch: ObjectWatch<T>,
  select: (object: T) => boolean,
  demand: string,
  waitedMs: number,
): UnmetExpectation {
  const gone = watch.listHistories().flatMap((changes) => changes.slice(-1).filter((change) => select(change.object)));
  const names = watch.listObjects().map((object) => identify(object).name);
  const seen = gone.map(
    (change) =>
      `${describeObject(change.object)} was deleted ${formatAge(change)}; before that: ${watch.kind.summarize(change.object)}`,
  );
  const lines = [
    `${watch.kind.apiVersion}/${watch.kind.kind} in namespace ${watch.namespace}: ${demand}`,
    `Waited ${formatSeconds(waitedMs)} and found no such ${watch.kind.kind}. In the namespace: ${formatNames(names)}.`,
    ...seen.slice(-3),
  ];
  return new UnmetExpectation(lines, { object: undefined, mismatches: [], waitedMs });
}

function describeLastChange<T extends KubernetesObject>(watch: ObjectWatch<T>, object: T): string {
  const change = watch.findHistory(identify(object).uid).at(-1);
  const state = watch.kind.summarize(object);
  return change === undefined ? `Last seen: ${state}` : `Last change ${formatAge(change)}: ${state}`;
}

function formatAge<T extends KubernetesObject>(change: Change<T>): string {
  return `${formatSeconds(performance.now() - change.atMs)} ago (${change.time.toISOString()})`;
}

function describeDeletion(object: KubernetesObject): string[] {
  const { deletionTimestamp, finalizers = [] } = object.metadata ?? {};
  if (deletionTimestamp === undefined) return [];
  const held = finalizers.length === 0 ? 'no finalizer holds it' : `held by finalizers ${finalizers.join(', ')}`;
  return [`It is being deleted since ${deletionTimestamp.toISOString()}; ${held}.`];
}

async function explain<T extends KubernetesObject>(
  watch: ObjectWatch<T>,
  object: T,
  signal: AbortSignal,
): Promise<readonly string[]> {
  try {
    return await watch.explain(object, AbortSignal.any([signal, AbortSignal.timeout(2_000)]));
  } catch (error) {
    signal.throwIfAborted();
    return [`Its events could not be read: ${toMessage(error)}`];
  }
}

function formatNames(names: readonly string[]): string {
  if (names.length === 0) return 'none';
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}
