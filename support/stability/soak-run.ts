// The soak of one scenario: run once, then judged sentence by sentence, with a picture for the report.
import { describeExtended, describeShortened } from '../common/weakened-promise';
import { formatDuration } from '../common/wording';
import type { Investigation } from '../focus-server';
import {
  type Judgement,
  judgeErrors,
  judgeLatency,
  judgeMemory,
  judgeRestarts,
  judgeUse,
  type SoakLimits,
} from './judgements';
import { plotSoak } from './plot';
import { type SoakOptions, soak } from './soak';
import type { SoakRecord } from './soak-record';

/** What the sentence promises, in milliseconds. */
export interface SoakPromise {
  readonly promisedMs: number;
  /** At least one job comes in each such interval. */
  readonly everyMs: number;
}

export class SoakRun {
  #record: SoakRecord | undefined;
  readonly #options: SoakOptions;

  constructor(options: SoakOptions) {
    this.#options = options;
  }

  /** Takes as long as the profile's stability settings say. Resolves to the picture of what was seen, as HTML. */
  async run({ promisedMs, everyMs }: SoakPromise, investigation: Investigation): Promise<string> {
    const { environment, note } = this.#options;
    const { durationMs, intervalMs } = environment.stability;
    note(describeShortened(durationMs, promisedMs, { setting: 'stability.durationMs', format: formatDuration }));
    note(describeExtended(intervalMs, everyMs, 'stability.intervalMs'));
    this.#record = await soak(this.#options, investigation);
    return plotSoak(this.#record);
  }

  /** Fewer jobs than this share of them failed. Returns what was seen, as all the others do. @throws Error when it does not hold, as all the others do */
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
    return expectHeld(judgeUse(this.#seen, this.#limits));
  }

  expectSteadyLatency(): string {
    return expectHeld(judgeLatency(this.#seen, this.#limits));
  }

  get #seen(): SoakRecord {
    if (this.#record === undefined) throw new Error('The sentence speaks of a soak, but the scenario has run none');
    return this.#record;
  }

  get #limits(): SoakLimits {
    const { thresholds, stability } = this.#options.environment;
    return { ...thresholds, ...stability };
  }
}

function expectHeld({ verdict, said }: Judgement): string {
  if (verdict === 'broken') throw new Error(said);
  return said;
}
