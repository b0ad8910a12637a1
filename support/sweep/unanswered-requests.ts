// Requests that got no answer before their run ended: jobs that the server may have made of them are watched until it removes them, and never touched.

import type { RecordedEvent } from '../jobs/event-log';
import type { JobObjects } from '../jobs/job-objects';
import { objectNamesOf } from '../jobs/object-names';

/** How far the cluster's clock may be from this machine's. */
const clockSkewMs = 5_000;
/** The server removes a job that nobody opens after some 50 s; its cleanup looks every 10 s. */
const idleRemovalMs = 90_000;

export interface UnansweredOptions {
  readonly objects: Pick<JobObjects, 'createdAt' | 'left' | 'holdsWithin'>;
  /** How long the server may take to answer, from the environment's profile. */
  readonly requestMs: number;
  readonly signal: AbortSignal;
  /** Told what is seen, line by line. */
  readonly say: (line: string) => void;
}

/** A job with the time of which it is. */
export interface DatedJob {
  readonly jobId: string;
  readonly at: Date;
}

/** A job that may have come of an unanswered request. */
interface Candidate extends DatedJob {
  /** The first request of whose time it is. */
  readonly request: RecordedEvent;
}

/** Requests that got no answer, or none from which a job could be read: the server may have made a job of each. */
export function unansweredIn(entries: readonly RecordedEvent[]): RecordedEvent[] {
  const request = (entry: RecordedEvent) => `${entry.run.id} ${entry.scenario} ${entry.request}`;
  const answered = new Set(entries.filter(({ event }) => !['requested', 'unclear'].includes(event)).map(request));
  return entries.filter((entry) => entry.event === 'requested' && !answered.has(request(entry)));
}

/**
 * Watches the jobs that were created while the server may have worked on one of the requests and that are nobody's in the ledger,
 * until the server has removed them. Resolves to what is still there then, one line for each: whose it is cannot be known.
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
    options.say(
      `watching for ${Math.ceil(lastMs / 1000)} s more whether the server makes jobs of requests without an answer`,
    );
    const look = () => {
      candidates.look();
      return false;
    };
    await objects.holdsWithin(look, { withinMs: lastMs, signal });
  }
  await objects.holdsWithin(() => candidates.look() === 0, { withinMs: idleRemovalMs, signal });
  return candidates.left();
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

  /** Tells what has appeared and what is gone. Returns how many are there. */
  look(): number {
    const { objects, say } = this.#options;
    for (const { jobId, at } of objects.createdAt()) {
      const request = this.#requestOf(at);
      if (request === undefined || this.#isKnown({ jobId, at }) || this.#seen.has(jobId)) continue;
      this.#seen.set(jobId, { jobId, at, request });
      say(
        `job ${jobId}, created at ${at.toISOString()}, may have come of ${describe(request)}: waiting until the server removes it`,
      );
    }
    for (const { jobId } of this.#seen.values()) {
      if (objects.left([objectNamesOf(jobId)]).length > 0) continue;
      this.#seen.delete(jobId);
      say(`job ${jobId} was removed by the server`);
    }
    return this.#seen.size;
  }

  left(): string[] {
    return [...this.#seen.values()].map(
      ({ jobId, at, request }) =>
        `job ${jobId}, created at ${at.toISOString()}, is still there. It may have come of ${describe(request)}, or be somebody else's: \`kubectl get pods -l app=${objectNamesOf(jobId).app}\` shows it`,
    );
  }

  #requestOf(created: Date): RecordedEvent | undefined {
    // The cluster tells whole seconds.
    const earliest = (asked: Date) => asked.getTime() - 1_000 - clockSkewMs;
    const latest = (asked: Date) => asked.getTime() + this.#options.requestMs + clockSkewMs;
    const createdMs = created.getTime();
    return this.#unanswered.find(({ at }) => createdMs >= earliest(at) && createdMs <= latest(at));
  }
}

function describe({ run, scenario, at }: RecordedEvent): string {
  return `what run ${run.id} asked for at ${at.toISOString()} in "${scenario}" and got no answer to`;
}
