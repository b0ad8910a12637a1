// Requests without an answer when their run ended: the sweep watches jobs that they may have caused until the server removes them, and never deletes them.

import type { RecordedEvent } from '../jobs/event-log';
import type { JobObjects } from '../jobs/job-objects';
import { listObjectNames } from '../jobs/object-names';

/** The tolerated difference between the cluster's clock and this machine's. */
const clockSkewMs = 5_000;
/** The server removes a job that nobody opens after about 50 s; its cleanup runs every 10 s. */
const idleRemovalMs = 90_000;

export interface UnansweredOptions {
  readonly objects: Pick<JobObjects, 'listCreationTimes' | 'findLeft' | 'holdsWithin'>;
  /** The deadline for an answer of the server, from the environment's profile. */
  readonly requestMs: number;
  readonly signal: AbortSignal;
  /** Prints a line about what is seen. */
  readonly printLine: (line: string) => void;
}

/** A job with its creation time. */
export interface DatedJob {
  readonly jobId: string;
  readonly at: Date;
}

/** A job that an unanswered request may have caused. */
interface Candidate extends DatedJob {
  /** The first request that matches its creation time. */
  readonly request: RecordedEvent;
}

/** Requests without an answer, or without one that names a job: the server may have created a job for each. */
export function findUnanswered(entries: readonly RecordedEvent[]): RecordedEvent[] {
  const request = (entry: RecordedEvent) => `${entry.run.id} ${entry.scenario} ${entry.request}`;
  const answered = new Set(
    entries.filter(({ event }) => !['requested', 'unclear', 'unanswered'].includes(event)).map(request),
  );
  return entries.filter((entry) => entry.event === 'requested' && !answered.has(request(entry)));
}

/**
 * Watches the jobs that were created while the server may have worked on one of the requests and that the ledger does not know,
 * until the server has removed them. Resolves to those that are left then, one line for each: their owner is unknown.
 * @param isKnown whether the ledger knows a job of this id and time
 */
export async function awaitUnanswered(
  unanswered: readonly RecordedEvent[],
  isKnown: (job: DatedJob) => boolean,
  options: UnansweredOptions,
): Promise<string[]> {
  const { objects, requestMs, signal } = options;
  const candidates = new Candidates(unanswered, isKnown, options);
  const lastMs = Math.max(...unanswered.map(({ at }) => at.getTime() + requestMs)) - Date.now();
  if (lastMs > 0) {
    options.printLine(
      `watching for another ${Math.ceil(lastMs / 1000)} s whether the server creates jobs for requests without an answer`,
    );
    const update = () => {
      candidates.update();
      return false;
    };
    await objects.holdsWithin(update, { withinMs: lastMs, signal });
  }
  await objects.holdsWithin(() => candidates.update() === 0, { withinMs: idleRemovalMs, signal });
  return candidates.listLeft();
}

class Candidates {
  readonly #seen = new Map<string, Candidate>();
  readonly #unanswered: readonly RecordedEvent[];
  readonly #isKnown: (job: DatedJob) => boolean;
  readonly #options: UnansweredOptions;

  constructor(unanswered: readonly RecordedEvent[], isKnown: (job: DatedJob) => boolean, options: UnansweredOptions) {
    this.#unanswered = unanswered;
    this.#isKnown = isKnown;
    this.#options = options;
  }

  /** Prints which jobs have appeared and which are gone. Returns how many exist. */
  update(): number {
    const { objects, printLine } = this.#options;
    for (const { jobId, at } of objects.listCreationTimes()) {
      const request = this.#requestOf(at);
      if (request === undefined || this.#isKnown({ jobId, at }) || this.#seen.has(jobId)) continue;
      this.#seen.set(jobId, { jobId, at, request });
      printLine(
        `job ${jobId}, created at ${at.toISOString()}, may be the result of ${describe(request)}: waiting until the server removes it`,
      );
    }
    for (const { jobId } of this.#seen.values()) {
      if (objects.findLeft([listObjectNames(jobId)]).length > 0) continue;
      this.#seen.delete(jobId);
      printLine(`job ${jobId} was removed by the server`);
    }
    return this.#seen.size;
  }

  listLeft(): string[] {
    return [...this.#seen.values()].map(
      ({ jobId, at, request }) =>
        `job ${jobId}, created at ${at.toISOString()}, still exists. It may be the result of ${describe(request)}, or belong to another user: see \`kubectl get pods -l app=${listObjectNames(jobId).app}\``,
    );
  }

  #requestOf(created: Date): RecordedEvent | undefined {
    // Creation times have whole seconds.
    const earliest = (sent: Date) => sent.getTime() - 1_000 - clockSkewMs;
    const latest = (sent: Date) => sent.getTime() + this.#options.requestMs + clockSkewMs;
    const createdMs = created.getTime();
    return this.#unanswered.find(({ at }) => createdMs >= earliest(at) && createdMs <= latest(at));
  }
}

function describe({ run, scenario, at }: RecordedEvent): string {
  return `the request without an answer that run ${run.id} sent at ${at.toISOString()} in "${scenario}"`;
}
