// What a scenario changes around the server until it ends: ports that it holds, live data that it switches.

import { poll } from '../common/poll';
import { expectLiveMetadata, type FocusServerClient } from '../focus-server';
import type { Job } from '../jobs/job';
import type { HeldPort } from './held-port';
import { type LiveData, steerLiveData } from './live-data-switch';
import { holdPortAfter, holdPortOf, type TakingOptions } from './taken-port';

export interface SurroundingsOptions extends TakingOptions {
  readonly client: FocusServerClient;
  /** Keeps what has to be undone when the scenario ends. */
  readonly undoLater: (action: () => Promise<void>) => void;
}

export class Surroundings {
  #held: HeldPort | undefined;

  constructor(private readonly options: SurroundingsOptions) {}

  /** Holds the port that the server would give out after this job's. */
  async holdPortAfter(job: Job): Promise<HeldPort> {
    return this.#keep(await holdPortAfter(job, this.options));
  }

  /** Holds the port of a job that was cancelled. @throws Error when it is not free in time */
  async holdPortOf(job: Job, withinMs: number): Promise<void> {
    this.#keep(await holdPortOf(job, withinMs, this.options));
  }

  /** The port that the scenario holds. */
  get heldPort(): HeldPort {
    if (this.#held === undefined) throw new Error('The sentence speaks of a held port, but the scenario holds none');
    return this.#held;
  }

  /** Switches live data, and resolves once the server says so. */
  async steerLiveData(live: LiveData): Promise<void> {
    const { client, cluster, journal, signal, seenWithinMs, undoLater } = this.options;
    undoLater(await steerLiveData(cluster, live, journal.runId));
    const options = { withinMs: seenWithinMs, everyMs: 25, signal };
    await poll(`the server to say that live data are ${live}`, options, async () => {
      const metadata = expectLiveMetadata(await client.liveMetadata(signal));
      if (metadata.flows === (live === 'flowing')) return { value: undefined };
      return { seen: `it says prr ${metadata.prr}, dx ${metadata.dx}, "${metadata.sw_version}"` };
    });
  }

  #keep(held: HeldPort): HeldPort {
    this.#held = held;
    this.options.undoLater(() => held.release());
    return held;
  }
}
