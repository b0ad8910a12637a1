// What containers use: plausible figures, as a metrics server would sample them.
import type { Policies } from '../policy-lookup';
import { parseThousandths } from '../quantity';
import type { Stored } from '../store';
import type { Container } from './container-environment';

/** A container whose usage is requested. */
export interface UsageSubject {
  readonly pod: Stored<'pods'>;
  readonly container: Container;
  /** Start of its run, RFC 3339. */
  readonly startedAt: string;
}

export interface Usage {
  readonly cpuCores: number;
  readonly memoryBytes: number;
}

/** Metrics are sampled this often: within one window a container's figures stay the same. */
export const usageWindowMs = 1_000;

/** The present usage of a container: about a third of its requests, with a noise of 5 %; `memory-growth` raises its memory. */
export function estimateUsage(policies: Policies, subject: UsageSubject, nowMs = Date.now()): Usage {
  const sample = `${subject.pod.metadata.uid}/${subject.container.name}/${Math.floor(nowMs / usageWindowMs)}`;
  const { cpu = '30m', memory = '96Mi' } = subject.container.resources?.requests ?? {};
  const usualBytes = Math.round((parseThousandths(memory) / 1000 / 3) * computeNoise(`memory ${sample}`));
  const ageMs = Math.max(nowMs - Date.parse(subject.startedAt), 0);
  return {
    cpuCores: (parseThousandths(cpu) / 1000 / 3) * computeNoise(`cpu ${sample}`),
    memoryBytes: Math.round(usualBytes * getMemoryFactor(policies, subject.pod, ageMs)),
  };
}

/** How many times its usual memory a pod's container uses at this age. */
function getMemoryFactor(policies: Policies, pod: Stored<'pods'>, ageMs: number): number {
  const growth = policies.find('memory-growth', pod);
  return growth === undefined ? 1 : Math.min((1 + growth.perSecond) ** (ageMs / 1_000), growth.upTo);
}

/** A factor between 0.95 and 1.05 that depends on the text alone: FNV-1a, whose last letters alone would move it little, and a final mix (MurmurHash3). */
function computeNoise(text: string): number {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return 0.95 + (((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32) * 0.1;
}
