// The World of a scenario: what its steps call. Each part is created when a step first uses it.
import { setWorldConstructor, World } from '@cucumber/cucumber';
import type { CapacityRun } from '../capacity/capacity-run';
import { toMessageChain } from '../common/errors';
import { describeDeadline } from '../common/weakened-promise';
import { Disruption } from '../disruption/disruption';
import type { Environment } from '../environment';
import type { EvidenceSource } from '../evidence/collect-evidence';
import type { ServerLimits } from '../focus-server';
import type { ServerFacts } from '../focus-server/server-facts';
import { waitUntilGone, waitUntilSlotsAndPortsFree } from '../jobs/leaving-jobs';
import { ScenarioJobs } from '../jobs/scenario-jobs';
import { AnswerChecks } from '../requests/answer-checks';
import { JobRequests } from '../requests/job-requests';
import { LeftoverChecks } from '../requests/leftover-checks';
import { TakenPortRequests } from '../requests/taken-port-requests';
import { ServerInspector } from '../server/server-inspector';
import { SoakRun } from '../stability/soak-run';
import { createNotApplicableNote } from '../verdict';
import { createCapacityRun } from './capacity-part';
import { createLeavingJobsOptions, openScenario, type ScenarioContext } from './scenario-context';
import type { Session } from './session';

export class FocusWorld extends World {
  readonly #abort = new AbortController();
  readonly #undo: (() => Promise<void>)[] = [];
  #context: ScenarioContext | undefined;
  #jobs: ScenarioJobs | undefined;
  #requests: JobRequests | undefined;
  #answers: AnswerChecks | undefined;
  #leftovers: LeftoverChecks | undefined;
  #takenPorts: TakenPortRequests | undefined;
  #disruption: Disruption | undefined;
  #server: ServerInspector | undefined;
  #soak: SoakRun | undefined;
  #capacity: CapacityRun | undefined;

  /** Called before the first step: connects the scenario with its process's session. */
  async begin(session: Session, scenario: string): Promise<void> {
    this.#context = await openScenario(session, scenario, this.signal);
  }

  /** Ends every wait and call of the steps, those too that a step left behind: no step runs on into the next scenario. */
  stop(reason = new Error('The scenario has ended')): void {
    this.#abort.abort(reason);
  }

  /** Aborted when the scenario ends, or the run is interrupted. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Whether the scenario has begun, so that there is something to release. */
  get begun(): boolean {
    return this.#context !== undefined;
  }

  get context(): ScenarioContext {
    if (this.#context === undefined) throw new Error('The scenario has not begun: its Before hook did not run');
    return this.#context;
  }

  get environment(): Environment {
    return this.context.environment;
  }

  /** The server's own limits, read once in a scenario. */
  readLimits(): Promise<ServerLimits> {
    return this.context.limits();
  }

  /** What the server reports of itself, read once in a scenario. */
  readFacts(): Promise<ServerFacts> {
    return this.context.facts();
  }

  /** The jobs that the scenario opens. */
  get jobs(): ScenarioJobs {
    this.#jobs ??= new ScenarioJobs(this.context);
    return this.#jobs;
  }

  /** The requests for jobs that the scenario sends. */
  get requests(): JobRequests {
    this.#requests ??= new JobRequests({
      ...this.context,
      waitUntilSlotsAndPortsFree: () => this.waitUntilSlotsAndPortsFree(),
    });
    return this.#requests;
  }

  /** Whether the answers to these requests are as they must be. */
  get answers(): AnswerChecks {
    this.#answers ??= new AnswerChecks({ ...this.context, requests: this.requests });
    return this.#answers;
  }

  /** What refused requests leave behind. */
  get leftovers(): LeftoverChecks {
    this.#leftovers ??= new LeftoverChecks({ ...this.context, requests: this.requests });
    return this.#leftovers;
  }

  /** Requests for jobs whose next port somebody else holds. */
  get takenPorts(): TakenPortRequests {
    const { environment, requests, answers, jobs, disruption } = this;
    this.#takenPorts ??= new TakenPortRequests({ environment, requests, answers, jobs, disruption });
    return this.#takenPorts;
  }

  /** What the scenario does around the server. */
  get disruption(): Disruption {
    this.#disruption ??= this.#createDisruption();
    return this.#disruption;
  }

  /** The Focus Server itself, and what it depends on. */
  get server(): ServerInspector {
    this.#server ??= new ServerInspector(this.context);
    return this.#server;
  }

  /** The soak of the scenario. */
  get soak(): SoakRun {
    const { server, jobs } = this;
    this.#soak ??= new SoakRun({
      ...this.context,
      server,
      inspect: (job) => jobs.inspect(job),
      note: (text) => this.note(text),
    });
    return this.#soak;
  }

  /** The capacity run of the scenario. */
  get capacity(): CapacityRun {
    this.#capacity ??= createCapacityRun(this.context, this.server, this);
    return this.#capacity;
  }

  /** Resolves when the slots and ports of other scenarios' jobs are free, so that they can be counted. */
  async waitUntilSlotsAndPortsFree(): Promise<void> {
    await this.context.wallTime.measure('removal', () =>
      waitUntilSlotsAndPortsFree(createLeavingJobsOptions(this.context)),
    );
  }

  /** Resolves when nothing of other scenarios' jobs is left, so that objects and load can be counted. */
  async waitUntilOtherJobsGone(): Promise<void> {
    await this.context.wallTime.measure('removal', () => waitUntilGone(createLeavingJobsOptions(this.context)));
  }

  /**
   * The deadline of a sentence: the one that the environment's profile sets. Where it is not the one that the sentence promises, the report has
   * a note; if it is longer, the verdict counts it.
   */
  readDeadline(setting: keyof Environment['deadlines'], promisedMs: number): number {
    const ms = this.environment.deadlines[setting];
    this.note(describeDeadline(ms, promisedMs, `deadlines.${setting}`));
    return ms;
  }

  /** Shows a text in the report; nothing where there is none. */
  note(text: string | undefined): void {
    if (text !== undefined) this.log(text);
  }

  /** Skips the scenario as not applicable, with the reason, where what it needs is not there. A step returns what this returns. */
  skipUnless(present: unknown, reason: string): 'skipped' | undefined {
    if (present) return undefined;
    this.log(createNotApplicableNote(reason));
    return 'skipped';
  }

  /** Keeps an action for the end of the scenario, whatever its outcome: the latest is done first. */
  undoLater(action: () => Promise<void>): void {
    this.#undo.unshift(action);
  }

  /** Does what was kept by `undoLater`; tries all of it. Resolves to what failed. */
  async undo(): Promise<string[]> {
    const failures: string[] = [];
    for (const action of this.#undo.splice(0)) {
      await action().catch((error: unknown) => failures.push(toMessageChain(error)));
    }
    return failures;
  }

  /** What the evidence is read from when the scenario has failed. @param failure the message of the failure */
  createEvidenceSource(failure: string): EvidenceSource {
    const { session, observer, ledger, exchanges, environment } = this.context;
    const { cluster } = session;
    const attach = (text: string, options: { mediaType: string; fileName: string }) => this.attach(text, options);
    return { failure, ledger, exchanges, observer, cluster, serverLabels: environment.server.labels, attach };
  }

  #createDisruption(): Disruption {
    const { requestMs: withinMs, podCreatedMs: seenWithinMs } = this.environment.deadlines;
    const { session, ...context } = this.context;
    // What is undone at the end of the scenario outlives the scenario's own signal.
    const { cluster } = session;
    return new Disruption({
      ...context,
      cluster,
      withinMs,
      seenWithinMs,
      undoLater: this.undoLater.bind(this),
      waitUntilOtherJobsGone: () => this.waitUntilOtherJobsGone(),
    });
  }
}

setWorldConstructor(FocusWorld);
