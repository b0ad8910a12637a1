// The interruption of a run: the coordinator says it once, and each of Cucumber's threads hears it, also one that begins later.

import os from 'node:os';
import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';
import { formatExactSeconds } from './wording';

/** The run was told to end. What fails with it says nothing of the product. */
export class InterruptionError extends Error {
  override readonly name = 'InterruptionError';
}

/** The interruption as one thread hears it. Each signal's reason is an InterruptionError. */
export interface Interruption {
  /** Aborted when the run is interrupted. */
  readonly signal: AbortSignal;
  /** Aborted a moment later: evidence that is not there by then is done without. */
  readonly evidenceDeadline: AbortSignal;
  /** Aborted some seconds after the interruption: the server is waited for no longer. */
  readonly patience: AbortSignal;
  /** Aborted so early that the reports can still be written: what is not gone by then is left to `npm run sweep`. */
  readonly deadline: AbortSignal;
}

/** Milliseconds after the interruption. */
const evidenceMs = 2_500;
const patienceMs = 12_000;
const deadlineMs = 20_000;

/** Threads are given the coordinator's environment data as they are made. The shared number is 0, or the number of the signal. */
const key = 'focus-server-acceptance.interruption';

/** Makes it possible to interrupt the run. Called by the coordinator before any other thread is made. */
export function makeInterruptible(): void {
  setEnvironmentData(key, new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}

/** Tells all threads of the run to end what they do. */
export function interrupt(signal: NodeJS.Signals): void {
  const cell = sharedCell();
  if (cell === undefined) throw new Error('The run was not made interruptible');
  Atomics.store(cell, 0, os.constants.signals[signal]);
  Atomics.notify(cell, 0);
}

/** Whether the run was interrupted. */
export function isInterrupted(): boolean {
  const cell = sharedCell();
  return cell !== undefined && Atomics.load(cell, 0) !== 0;
}

/** What this thread hears of an interruption; nothing ever where the run cannot be interrupted. */
export function hearInterruption(): Interruption {
  const heard = new AbortController();
  const { signal } = heard;
  const later = (ms: number) => afterInterruption(signal, ms);
  const interruption = {
    signal,
    evidenceDeadline: later(evidenceMs),
    patience: later(patienceMs),
    deadline: later(deadlineMs),
  };
  void abortWhenTold(heard);
  return interruption;
}

async function abortWhenTold(heard: AbortController): Promise<void> {
  const cell = sharedCell();
  if (cell === undefined) return;
  // Keeps no thread alive; comes at once where the number is no longer 0.
  await Atomics.waitAsync(cell, 0, 0).value;
  heard.abort(new InterruptionError(`The run was interrupted (${nameOf(Atomics.load(cell, 0))})`));
}

function afterInterruption(interruption: AbortSignal, ms: number): AbortSignal {
  const over = new AbortController();
  const abort = () => over.abort(new InterruptionError(`The run was interrupted ${formatExactSeconds(ms)} ago`));
  interruption.addEventListener('abort', () => setTimeout(abort, ms).unref(), { once: true });
  return over.signal;
}

function nameOf(number: number): string {
  return Object.entries(os.constants.signals).find(([, value]) => value === number)?.[0] ?? `signal ${number}`;
}

function sharedCell(): Int32Array<SharedArrayBuffer> | undefined {
  const shared = getEnvironmentData(key);
  return shared instanceof SharedArrayBuffer ? new Int32Array(shared) : undefined;
}
