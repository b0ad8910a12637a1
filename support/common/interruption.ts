// The interruption of a run: the coordinator announces it once, and every thread of Cucumber receives it, even one that starts later.

import os from 'node:os';
import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';
import { formatExactSeconds } from './wording';

/** The run was interrupted. A failure with this error is no result about the product. */
export class InterruptionError extends Error {
  override readonly name = 'InterruptionError';
}

/** The interruption in one thread. The reason of each signal is an InterruptionError. */
export interface Interruption {
  /** Aborted when the run is interrupted. */
  readonly signal: AbortSignal;
  /** Aborted a moment later: evidence that is not collected by then is skipped. */
  readonly evidenceDeadline: AbortSignal;
  /** Aborted some seconds after the interruption: the suite stops waiting for the server. */
  readonly gracePeriod: AbortSignal;
  /** Aborted early enough to write the reports: objects that still exist are left to `npm run sweep`. */
  readonly deadline: AbortSignal;
}

/** Milliseconds after the interruption. */
const evidenceMs = 2_500;
const gracePeriodMs = 12_000;
const deadlineMs = 20_000;

/** A new thread gets a copy of the coordinator's environment data. The shared number is 0, or the number of the signal. */
const key = 'focus-server-acceptance.interruption';

/** Makes it possible to interrupt the run. The coordinator calls it before it creates any thread. */
export function makeInterruptible(): void {
  setEnvironmentData(key, new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}

/** Interrupts all threads of the run. */
export function interrupt(signal: NodeJS.Signals): void {
  const cell = findSharedCell();
  if (cell === undefined) throw new Error('The run cannot be interrupted: makeInterruptible() was not called');
  Atomics.store(cell, 0, os.constants.signals[signal]);
  Atomics.notify(cell, 0);
}

/** Whether the run was interrupted. */
export function isInterrupted(): boolean {
  const cell = findSharedCell();
  return cell !== undefined && Atomics.load(cell, 0) !== 0;
}

/** The interruption in this thread; its signals never abort if the run cannot be interrupted. */
export function listenForInterruption(): Interruption {
  const controller = new AbortController();
  const { signal } = controller;
  const later = (ms: number) => createAbortAfter(signal, ms);
  const interruption = {
    signal,
    evidenceDeadline: later(evidenceMs),
    gracePeriod: later(gracePeriodMs),
    deadline: later(deadlineMs),
  };
  void abortWhenInterrupted(controller);
  return interruption;
}

async function abortWhenInterrupted(controller: AbortController): Promise<void> {
  const cell = findSharedCell();
  if (cell === undefined) return;
  // Keeps no thread alive; resolves at once if the number is not 0 any more.
  await Atomics.waitAsync(cell, 0, 0).value;
  controller.abort(new InterruptionError(`The run was interrupted (${findSignalName(Atomics.load(cell, 0))})`));
}

function createAbortAfter(interruption: AbortSignal, ms: number): AbortSignal {
  const over = new AbortController();
  const abort = () => over.abort(new InterruptionError(`The run was interrupted ${formatExactSeconds(ms)} ago`));
  interruption.addEventListener('abort', () => setTimeout(abort, ms).unref(), { once: true });
  return over.signal;
}

function findSignalName(number: number): string {
  return Object.entries(os.constants.signals).find(([, value]) => value === number)?.[0] ?? `signal ${number}`;
}

function findSharedCell(): Int32Array<SharedArrayBuffer> | undefined {
  const shared = getEnvironmentData(key);
  return shared instanceof SharedArrayBuffer ? new Int32Array(shared) : undefined;
}
