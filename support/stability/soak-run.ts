// The soak of one scenario: it runs once, then each sentence judges one aspect of it.
import { describeExtended, describeNotJudged, describeShortened } from '../common/weakened-promise';
import { formatDuration } from '../common/wording';
import type { Investigation } from '../focus-server';
import {
  describeMissingSamples,
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
import { readSamplingInterval } from './usage-sampler';

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
    note(await this.#describeMissingSamples(durationMs));
    this.#record = await runSoak(this.#options, investigation);
    return plotSoak(this.#record);
  }

  /** What the soak will not be able to judge, before it begins. */
  async #describeMissingSamples(durationMs: number): Promise<string | undefined> {
    const { cluster, server } = this.#options;
    const missing = describeMissingSamples(durationMs, await readSamplingInterval(cluster, server.listPods()));
    return missing && `CPU and memory of the server will not be judged: ${missing}`;
  }

  /** Checks that fewer jobs failed than this share. Like the other checks it returns what was seen, and throws an Error if the expectation does not hold. */
  expectFewFailures(share: number): string {
    return this.#expectHeld(judgeErrors(this.#seen, share));
  }

  expectNoRestart(): string {
    return this.#expectHeld(judgeRestarts(this.#seen));
  }

  expectNoLeak(): string {
    return this.#expectHeld(judgeMemory(this.#seen, this.#limits));
  }

  expectUseWithinLimits(): string {
    return this.#expectHeld(judgeUsage(this.#seen, this.#limits));
  }

  expectSteadyLatency(): string {
    return this.#expectHeld(judgeLatency(this.#seen, this.#limits));
  }

  /** What was not judged is noted, so that the verdict counts it. */
  #expectHeld({ verdict, text }: Judgement): string {
    if (verdict === 'broken') throw new Error(text);
    return verdict === 'held' ? text : describeNotJudged(text);
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
