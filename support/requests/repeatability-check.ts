// The same question again and again, in a row and all at once: whether its answer can be relied on.
import { performance } from 'node:perf_hooks';
import type { ClusterObserver } from '../cluster/watch/cluster-observer';
import { poll } from '../common/poll';
import type { HeldPort } from '../disruption/held-port';
import { expectStillHeld, takenPortDemand } from '../disruption/taken-port';
import type { Environment } from '../environment';
import type { Exchange } from '../focus-server';
import { expectAlike } from '../focus-server/alike';
import { findCase, type InvestigationCase } from '../focus-server/catalogue';
import { expectRefusal } from '../focus-server/refusal-marks';
import type { ServerFacts } from '../focus-server/server-facts';
import type { Job } from '../jobs/job';
import type { JobInspector } from '../jobs/job-inspector';
import type { JobLedger } from '../jobs/ledger';
import { expectDistinctPorts } from '../jobs/port-checks';
import { Arrivals } from './created-objects';
import { expectFreeBefore, portsInUseNow } from './ports-in-use';

export interface RepetitionOptions {
  readonly environment: Environment;
  readonly observer: ClusterObserver;
  readonly ledger: JobLedger;
  readonly signal: AbortSignal;
  readonly facts: () => Promise<ServerFacts>;
  readonly inspect: (job: Job) => JobInspector;
  /** Holds the port that the server would give out after this job's, until the scenario ends. */
  readonly holdPortAfter: (job: Job) => Promise<HeldPort>;
}

/** How often a question is asked. */
export interface Times {
  readonly inRow: number;
  readonly atOnce: number;
}

interface Asked {
  readonly investigation: InvestigationCase;
  readonly exchange: Exchange;
  readonly askedAtMs: number;
  /** The ports that were held when it was asked. */
  readonly heldBefore: ReadonlyMap<number, string>;
}

export class Repetition {
  readonly #options: RepetitionOptions;
  readonly #asked: Asked[] = [];
  readonly #held: HeldPort[] = [];
  #jobs: readonly Job[] = [];
  #arrivals: Arrivals | undefined;

  constructor(options: RepetitionOptions) {
    this.#options = options;
  }

  /** Asks so often and keeps every answer. */
  async ask(investigation: InvestigationCase, { inRow, atOnce }: Times): Promise<void> {
    this.#arrivals = await Arrivals.fromNow(this.#options.observer, this.#options.signal);
    for (let count = 0; count < inRow; count += 1) await this.#askOnce(investigation);
    await Promise.all(Array.from({ length: atOnce }, () => this.#askOnce(investigation)));
  }

  /** The same for a valid investigation, each time while somebody else holds the port that comes next; at once while so many are held. */
  async askWithPortTaken({ inRow, atOnce }: Times): Promise<void> {
    const investigation = findCase('a valid investigation');
    let last = await this.#open(investigation);
    this.#arrivals = await Arrivals.fromNow(this.#options.observer, this.#options.signal);
    for (let count = 0; count < inRow; count += 1) {
      this.#held.push(await this.#options.holdPortAfter(last));
      last = (await this.#askAndSee(investigation)) ?? last;
    }
    for (let count = 0; count < atOnce; count += 1) this.#held.push(await this.#options.holdPortAfter(last));
    await Promise.all(Array.from({ length: atOnce }, () => this.#askAndSee(investigation)));
  }

  /** Every answer was the refusal that the catalogue demands, and all said the same. @throws Error that quotes the answers which did not */
  async expectSameRefusal(): Promise<void> {
    const facts = await this.#options.facts();
    for (const { investigation, exchange } of this.#asked) {
      if (investigation.kind === 'valid')
        throw new Error(`${investigation.name} is valid: nothing demands its refusal`);
      expectRefusal(investigation.name, exchange, investigation.refusal(facts));
    }
    expectAlike(this.#exchanges);
  }

  /** Every answer has the outcome that the profile documents for a taken port. Resolves to it. @throws Error that quotes the answers which have not */
  async expectDocumented(): Promise<string> {
    const outcome = this.#options.environment.outcomes.takenPort;
    if (outcome === 'another') await this.#expectOtherPorts();
    else this.#expectRefusals();
    await expectStillHeld(this.#held, this.#options);
    return `${this.#asked.length} jobs met a held port; this environment documents: ${outcome} (outcomes.takenPort)`;
  }

  /** Nothing is left of what was refused, and a valid investigation is accepted right after. @throws Error that names what is left */
  async expectNothingLeft(): Promise<void> {
    const { environment, signal, observer } = this.#options;
    const arrivals = this.#arrivals;
    if (arrivals === undefined) throw new Error('The sentence speaks of answers, but the scenario asked for nothing');
    const next = await this.#open(findCase('a valid investigation'));
    const known = new Set([...this.#jobs, next].map(({ id }) => id));
    const options = { withinMs: environment.deadlines.takenBackMs, everyMs: 100, signal };
    await poll('nothing to be left of what was refused', options, async () => {
      await observer.refresh(signal);
      const left = arrivals.left(...known).filter((text) => !this.#held.some(({ name }) => text === `Service ${name}`));
      return left.length === 0 ? { value: undefined } : { seen: `these objects are there: ${left.join(', ')}` };
    });
  }

  async #askOnce(investigation: InvestigationCase): Promise<Asked> {
    const { facts, ledger, observer, signal } = this.#options;
    const body = investigation.build(await facts());
    const heldBefore = await portsInUseNow(observer, signal);
    const askedAtMs = performance.now();
    const asked = { investigation, heldBefore, askedAtMs, exchange: await ledger.ask(body, signal) };
    this.#asked.push(asked);
    return asked;
  }

  /** Resolves to the job that came of it, whose Service has been seen: at the end of many questions the first may have idled away. */
  async #askAndSee(investigation: InvestigationCase): Promise<Job | undefined> {
    const { exchange, askedAtMs } = await this.#askOnce(investigation);
    if (exchange.status !== 200) return undefined;
    return this.#seen(await this.#accepted(investigation, exchange, askedAtMs));
  }

  async #open(investigation: InvestigationCase): Promise<Job> {
    const { facts, ledger, signal } = this.#options;
    if (investigation.kind !== 'valid') throw new Error(`${investigation.name} is not valid: it cannot be opened`);
    return this.#seen(await ledger.start(investigation.build(await facts()), signal));
  }

  async #accepted(investigation: InvestigationCase, exchange: Exchange, askedAtMs: number): Promise<Job> {
    const { facts, ledger } = this.#options;
    if (investigation.kind !== 'valid') throw new Error(`${investigation.name} is not valid: it cannot be opened`);
    return ledger.accepted({ investigation: investigation.build(await facts()), exchange, askedAtMs });
  }

  /** Resolves when the watches have shown the job's Service, so that its port is known. */
  async #seen(job: Job): Promise<Job> {
    await this.#options.inspect(job).service(this.#options.environment.deadlines.podCreatedMs);
    return job;
  }

  async #expectOtherPorts(): Promise<void> {
    const jobs = await Promise.all(
      this.#asked.map(async ({ investigation, exchange, askedAtMs, heldBefore }) => {
        const job = await this.#accepted(investigation, exchange, askedAtMs);
        expectFreeBefore(job, heldBefore);
        return job;
      }),
    );
    expectDistinctPorts(jobs);
    this.#jobs = jobs;
  }

  #expectRefusals(): void {
    const demand = takenPortDemand(...this.#held);
    for (const { exchange } of this.#asked) expectRefusal('a job whose port is held', exchange, demand);
    expectAlike(this.#exchanges);
  }

  get #exchanges(): readonly Exchange[] {
    return this.#asked.map(({ exchange }) => exchange);
  }
}
