// What containers are said to use: plausible figures, as a metrics server would sample them.
import { thousandths } from '../quantity';
import type { Stored } from '../store';
import type { Container } from './environment';

/** A container whose use is asked for. */
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

/** Changes the plausible use of some containers, for example by a leak; `ageMs` is the age of the container's run. */
export type UsageModel = (subject: UsageSubject, usual: Usage, ageMs: number) => Usage;

/** Metrics are sampled this often: within one window a container's figures stay the same. */
const WINDOW_MS = 1_000;

/** The present use of a container: about a third of its requests, with a noise of 5 %, after the model's change. */
export function usageOf(model: UsageModel, subject: UsageSubject, nowMs = Date.now()): Usage {
  const sample = `${subject.pod.metadata.uid}/${subject.container.name}/${Math.floor(nowMs / WINDOW_MS)}`;
  const { cpu = '30m', memory = '96Mi' } = subject.container.resources?.requests ?? {};
  const usual = {
    cpuCores: (thousandths(cpu) / 1000 / 3) * noise(`cpu ${sample}`),
    memoryBytes: Math.round((thousandths(memory) / 1000 / 3) * noise(`memory ${sample}`)),
  };
  return model(subject, usual, Math.max(nowMs - Date.parse(subject.startedAt), 0));
}

/** Nothing is out of the ordinary. */
export const usualUsage: UsageModel = (_subject, usual) => usual;

/** A factor between 0.95 and 1.05 that depends on the text alone: FNV-1a, whose last letters alone would move it little, and a final mix (MurmurHash3). */
function noise(text: string): number {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return 0.95 + (((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32) * 0.1;
}
