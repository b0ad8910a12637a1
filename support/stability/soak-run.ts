// The soak of one scenario: it runs once, then each sentence judges one aspect of it.
import { describeExtended, describeShortened } from '../common/weakened-promise';
import { formatDuration } from '../common/wording';
import type { Investigation } from '../focus-server';
import {
  type Judgement,
  judgeErrors,
  judgeLatency,
  judgeMemory,
  judgeRestarts,
  judgeUsage,
  type SoakLimits,
} from './judgements';
import { plotSoak } from './plot';
import { runSoak, type SoakOptions } from './soak';
import type { SoakRecord } from './soak-record';

/** What the sentence promises, in milliseconds. */
export interface SoakPromise {
  readonly promisedMs: number;
  /** At least one job is opened in each such interval. */
  readonly everyMs: number;
}

export class SoakRun {
  #record: SoakRecord | undefined;
  readonly #options: SoakOptions;

  constructor(options: SoakOptions) {
    this.#options = options;
  }

  /** Takes as long as the profile's stability settings demand. Resolves to a plot of the soak, as SVG. */
  async run({ promisedMs, everyMs }: SoakPromise, investigation: Investigation): Promise<string> {
    const { environment, note } = this.#options;
    const { durationMs, intervalMs } = environment.stability;
    note(describeShortened(durationMs, promisedMs, { setting: 'stability.durationMs', format: formatDuration }));
    note(describeExtended(intervalMs, everyMs, 'stability.intervalMs'));
    this.#record = await runSoak(this.#options, investigation);
    return plotSoak(this.#record);
  }

  /** Checks that fewer jobs failed than this share. Like the other checks it returns what was seen, and throws an Error if the expectation does not hold. */
  expectFewFailures(share: number): string {
    return expectHeld(judgeErrors(this.#seen, share));
  }

  expectNoRestart(): string {
    return expectHeld(judgeRestarts(this.#seen));
  }

  expectNoLeak(): string {
    return expectHeld(judgeMemory(this.#seen, this.#limits));
  }

  expectUseWithinLimits(): string {
    return expectHeld(judgeUsage(this.#seen, this.#limits));
  }

  expectSteadyLatency(): string {
    return expectHeld(judgeLatency(this.#seen, this.#limits));
  }

  get #seen(): SoakRecord {
    if (this.#record === undefined) throw new Error('The sentence refers to a soak, but the scenario has run none');
    return this.#record;
  }

  get #limits(): SoakLimits {
    const { thresholds, stability } = this.#options.environment;
    return { ...thresholds, ...stability };
  }
}

function expectHeld({ verdict, text }: Judgement): string {
  if (verdict === 'broken') throw new Error(text);
  return text;
}
