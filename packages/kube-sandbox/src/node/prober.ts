// Repeats a probe as long as its container runs, and reports when its result changes.
import { setTimeout as delay } from 'node:timers/promises';
import type { Container } from './container-environment';
import { type Probe, tryProbe } from './probe-attempt';

export interface ProbeTarget {
  readonly container: Container;
  readonly ip: string;
  /** Aborted when the container's run ends. */
  readonly signal: AbortSignal;
}

export interface ProbeListener {
  /** The probe succeeded, or failed, often enough in a row to change its result. */
  readonly onResult: (healthy: boolean) => void;
  /** A single attempt failed, with the kubelet's message. */
  readonly onFailure: (message: string) => void;
}

/** Pauses between the first attempts. */
const firstIntervalMs = 5;
const intervalGrowth = 1.5;

/**
 * Probes readiness: quickly while the program starts, silently for the length of one period, then per `periodSeconds`.
 * Resolves when the signal aborts.
 */
export async function probeReadiness(probe: Probe, target: ProbeTarget, listener: ProbeListener): Promise<void> {
  await untilAborted(target.signal, async () => {
    await pause(probe.initialDelaySeconds ?? 0, target.signal);
    const healthy = await probeQuickly(probe, target);
    if (healthy) listener.onResult(true);
    await probeSteadily(probe, target, listener, healthy);
  });
}

/** Probes liveness per `periodSeconds`, the first time after one period. Resolves when the signal aborts. */
export async function probeLiveness(probe: Probe, target: ProbeTarget, listener: ProbeListener): Promise<void> {
  await untilAborted(target.signal, async () => {
    await pause(probe.initialDelaySeconds ?? 0, target.signal);
    await probeSteadily(probe, target, listener, true);
  });
}

async function probeQuickly(probe: Probe, { container, ip, signal }: ProbeTarget): Promise<boolean> {
  const endMs = performance.now() + getPeriodSeconds(probe) * 1000;
  for (let intervalMs = firstIntervalMs; performance.now() < endMs; intervalMs *= intervalGrowth) {
    if ((await tryProbe(probe, container, ip, signal)) === undefined) return true;
    await delay(Math.min(intervalMs, Math.max(endMs - performance.now(), 0)), undefined, { signal });
  }
  return false;
}

async function probeSteadily(
  probe: Probe,
  { container, ip, signal }: ProbeTarget,
  { onResult, onFailure }: ProbeListener,
  initially: boolean,
): Promise<void> {
  const { successThreshold = 1, failureThreshold = 3 } = probe;
  let healthy = initially;
  let streak = 0;
  for (;;) {
    await pause(getPeriodSeconds(probe), signal);
    const failure = await tryProbe(probe, container, ip, signal);
    signal.throwIfAborted();
    if (failure !== undefined) onFailure(failure);
    streak = (failure === undefined) === healthy ? 0 : streak + 1;
    if (streak < (healthy ? failureThreshold : successThreshold)) continue;
    healthy = !healthy;
    streak = 0;
    onResult(healthy);
  }
}

function getPeriodSeconds({ periodSeconds: seconds = 10 }: Probe): number {
  return seconds;
}

async function pause(seconds: number, signal: AbortSignal): Promise<void> {
  if (seconds > 0) await delay(seconds * 1000, undefined, { signal });
}

async function untilAborted(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
