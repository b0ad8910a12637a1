// What a scenario asks for before launch, and the judgement of each answer: opened as it must be, or refused with nothing left behind.
import { performance } from 'node:perf_hooks';
import type { ClusterObserver } from '../cluster/watch/cluster-observer';
import { poll } from '../common/poll';
import type { HeldPort } from '../disruption/held-port';
import { expectStillHeld, takenPortDemand } from '../disruption/taken-port';
import type { Environment } from '../environment';
import { describeExchange, type Exchange, expectConsistent } from '../focus-server';
import { findCase, type InvestigationCase, noLiveData, type RefusalDemand } from '../focus-server/catalogue';
import { expectRefusal } from '../focus-server/refusal-marks';
import type { ServerFacts } from '../focus-server/server-facts';
import type { Journal } from '../jobs/event-log';
import { type Job, jobIdIn } from '../jobs/job';
import type { JobLedger } from '../jobs/ledger';
import { Arrivals } from './created-objects';
import { expectFreeBefore, portsInUse, portsInUseNow } from './ports-in-use';
import { type RefusalSurvey, surveyRefusals } from './refusal-survey';
import { expectNoPlaceUsedUp, expectNothingUsedUp } from './used-numbers';

export interface LaunchOptions {
  readonly environment: Environment;
  readonly observer: ClusterObserver;
  readonly ledger: JobLedger;
  readonly journal: Journal;
  readonly signal: AbortSignal;
  readonly facts: () => Promise<ServerFacts>;
  /** Told of every job that was opened. */
  readonly onStarted: (job: Job) => void;
}

/** An investigation that was asked for, with its answer and everything that has appeared since. */
interface Asked {
  readonly investigation: InvestigationCase;
  readonly exchange: Exchange;
  readonly askedAtMs: number;
  readonly arrivals: Arrivals;
  readonly heldBefore: ReadonlyMap<number, string>;
}

export class Launches {
  readonly #options: LaunchOptions;
  readonly #heldBefore = new Map<string, ReadonlyMap<number, string>>();
  #asked: Asked | undefined;
  #survey: RefusalSurvey | undefined;

  constructor(options: LaunchOptions) {
    this.#options = options;
  }

  /** Opens an investigation that must be accepted. @throws UnexpectedAnswerError with the answer when it is not */
  async open(investigation: InvestigationCase): Promise<Job> {
    if (investigation.kind !== 'valid') throw new Error(`${investigation.name} is not valid: it cannot be opened`);
    const { facts, ledger, observer, signal, onStarted } = this.#options;
    const body = investigation.build(await facts());
    const heldBefore = await portsInUseNow(observer, signal);
    const job = await ledger.start(body, signal);
    this.#heldBefore.set(job.id, heldBefore);
    onStarted(job);
    return job;
  }

  /** Asks for an investigation and keeps the answer, whatever it is. */
  async ask(investigation: InvestigationCase): Promise<void> {
    const { facts, ledger, observer, signal } = this.#options;
    const body = investigation.build(await facts());
    const arrivals = await Arrivals.fromNow(observer, signal);
    signal.addEventListener('abort', () => arrivals.stop(), { once: true });
    const heldBefore = portsInUse(observer.services.objects());
    const askedAtMs = performance.now();
    const exchange = await ledger.ask(body, signal);
    this.#asked = { investigation, exchange, askedAtMs, arrivals, heldBefore };
  }

  /** Asks for wrong investigations, each once: for so many of the catalogue, or for all. */
  async survey(count = Number.POSITIVE_INFINITY): Promise<void> {
    const { facts, ledger, signal } = this.#options;
    this.#survey = await surveyRefusals(await facts(), ledger, { count, signal });
  }

  /** What came of the survey. */
  get refusals(): RefusalSurvey {
    if (this.#survey === undefined)
      throw new Error('The sentence speaks of refusals, but the scenario asked for nothing');
    return this.#survey;
  }

  /** The answer agrees with itself and with what was asked, its id is new in this run, its port was free. @throws Error that says what does not hold */
  expectComplete(job: Job): void {
    expectConsistent(job.answer, job.investigation);
    const times = this.#options.journal.timesStarted(job.id);
    if (times > 1) throw new Error(`expected a new job id, but ${job.id} was given ${times} times in this run`);
    this.expectFreePort(job);
  }

  /** No Service held the job's port when it was asked for. */
  expectFreePort(job: Job): void {
    expectFreeBefore(job, this.#heldBefore.get(job.id) ?? new Map());
  }

  /** What was asked for last was refused as its catalogue entry demands. @throws Error that lists the marks it misses */
  async expectRefused(): Promise<void> {
    const { investigation } = this.#lastAsked;
    if (investigation.kind === 'valid') throw new Error(`${investigation.name} is valid: nothing demands its refusal`);
    this.expectRefusedWith(investigation.refusal(await this.#options.facts()));
  }

  /** What was asked for last was refused with these marks. */
  expectRefusedWith(demand: RefusalDemand): void {
    const { investigation, exchange } = this.#lastAsked;
    expectRefusal(investigation.name, exchange, demand);
  }

  /** What was asked for last was accepted, with a complete answer. Returns its job. */
  async expectAccepted(): Promise<Job> {
    const { investigation, exchange, askedAtMs, heldBefore } = this.#lastAsked;
    const { facts, ledger, onStarted } = this.#options;
    if (investigation.kind === 'wrong')
      throw new Error(`${investigation.name} is wrong: nothing demands that it is accepted`);
    const job = ledger.accepted({ investigation: investigation.build(await facts()), exchange, askedAtMs });
    this.#heldBefore.set(job.id, heldBefore);
    onStarted(job);
    this.expectComplete(job);
    return job;
  }

  /** What was asked for last has the outcome that the environment's profile documents. Resolves to that outcome, for the report. */
  async expectDocumented(): Promise<string> {
    const { investigation } = this.#lastAsked;
    if (investigation.kind !== 'documented')
      throw new Error(`No profile documents what becomes of ${investigation.name}`);
    const outcome = this.#options.environment.outcomes[investigation.setting];
    await (outcome === 'accepted' ? this.expectAccepted() : this.expectRefused());
    return `This environment documents: ${outcome} (outcomes.${investigation.setting})`;
  }

  /** What was asked for last, while the next port was held, has the outcome that the profile documents. Resolves to it. */
  async expectTakenPort(held: HeldPort): Promise<string> {
    const outcome = this.#options.environment.outcomes.takenPort;
    if (outcome === 'another') await this.expectAccepted();
    else this.expectRefusedWith(takenPortDemand(held));
    await expectStillHeld([held], this.#options);
    return `Port ${held.nodePort} was held; this environment documents: ${outcome} (outcomes.takenPort)`;
  }

  /** What was asked for last, a live job, has the outcome that the server's own word on its live data demands. Resolves to that word. */
  async expectAsMetadataSay(): Promise<string> {
    const { live } = (await this.#options.facts()).limits;
    if (live.flows) await this.expectAccepted();
    else this.expectRefusedWith(noLiveData);
    return `The server says that live data ${live.flows ? 'flow' : 'do not flow'} (prr ${live.prr}, ${live.sw_version})`;
  }

  /**
   * Since the last question nothing has appeared but what was accepted, and a valid investigation is accepted right after.
   * What a refused request creates with a delay has had the time that this acceptance took.
   * @throws Error that names what appeared
   */
  async expectNothingLeft(): Promise<void> {
    const { investigation, exchange, arrivals } = this.#lastAsked;
    const { observer, signal } = this.#options;
    const next = await this.open(findCase('a valid investigation'));
    this.expectFreePort(next);
    await observer.refresh(signal);
    const left = arrivals.except(next.id, jobIdIn(exchange) ?? '');
    if (left.length === 0) return;
    throw new Error(
      `expected nothing to be left of ${investigation.name}, but since it was asked for these objects have appeared: ${left.join(', ')}. ${describeExchange(exchange)}`,
    );
  }

  /** Everything that was created since the last question is gone again, within the environment's time for that. @throws Error that names what is left */
  async expectTakenBack(): Promise<void> {
    const { investigation, arrivals } = this.#lastAsked;
    const { environment, observer, signal } = this.#options;
    const options = { withinMs: environment.deadlines.takenBackMs, everyMs: 100, signal };
    await poll(`nothing to be left of ${investigation.name}, which was refused,`, options, async () => {
      await observer.refresh(signal);
      const left = arrivals.left();
      return left.length === 0 ? { value: undefined } : { seen: `these objects are still there: ${left.join(', ')}` };
    });
  }

  /** No place and no port was used up between the second and the third of these jobs. Resolves to what was judged. */
  async expectNothingUsedUp(jobs: readonly Job[]): Promise<string> {
    const { observer, signal } = this.#options;
    await observer.refresh(signal);
    return expectNothingUsedUp(jobs, observer);
  }

  /** No place was used up between the second and the third of these jobs. Resolves to what was judged. */
  async expectNoPlaceUsedUp(jobs: readonly Job[]): Promise<string> {
    const { observer, signal } = this.#options;
    await observer.refresh(signal);
    return expectNoPlaceUsedUp(jobs, observer);
  }

  get #lastAsked(): Asked {
    if (this.#asked === undefined)
      throw new Error('The sentence speaks of an answer, but the scenario asked for nothing');
    return this.#asked;
  }
}
