// The World of a scenario: what its steps call. It opens jobs through the ledger and looks at them through inspectors.
import { setWorldConstructor, World } from '@cucumber/cucumber';
import type { ClusterConnection } from '../cluster/transport/connection';
import { messageChain } from '../common/errors';
import { Surroundings } from '../disruption/surroundings';
import { type Environment, focusServerOptions } from '../environment';
import type { EvidenceSource } from '../evidence/collect-evidence';
import {
  describeExchange,
  type Exchange,
  type FailedCall,
  FocusServerClient,
  type Investigation,
  readLimits,
  type ServerLimits,
} from '../focus-server';
import { readFacts, type ServerFacts } from '../focus-server/server-facts';
import type { Job } from '../jobs/job';
import { JobInspector } from '../jobs/job-inspector';
import { JobObjects } from '../jobs/job-objects';
import { JobObservation } from '../jobs/job-observation';
import { JobLedger } from '../jobs/ledger';
import { expectNodeBears } from '../jobs/node-inspection';
import { Launches } from '../requests/job-requests';
import { notApplicableNote } from '../verdict';
import type { Session } from './session';

export class FocusWorld extends World {
  /** The jobs that the scenario started, in order. */
  readonly started: Job[] = [];
  /** Every call that the scenario made to the Focus Server, for the evidence. */
  readonly exchanges: (Exchange | FailedCall)[] = [];
  readonly #abort = new AbortController();
  readonly #undo: (() => Promise<void>)[] = [];
  #scope: Scope | undefined;
  #limits: Promise<ServerLimits> | undefined;
  #facts: Promise<ServerFacts> | undefined;

  /** Called before the first step: connects the scenario with its process's session. */
  async begin(session: Session, scenario: string): Promise<void> {
    const { environment, observer } = session;
    const client = new FocusServerClient({
      ...focusServerOptions(environment),
      onExchange: (exchange) => this.exchanges.push(exchange),
    });
    const cluster = session.cluster.scoped(this.signal);
    const objects = new JobObjects(observer, session.cluster);
    const mayCancel = environment.capabilities.cancel;
    const ledger = new JobLedger({ scenario, client, objects, journal: session.journal, mayCancel });
    const launches = this.#newLaunches(session, ledger);
    const surroundings = this.#newSurroundings(session, client, scenario);
    this.#scope = { session, client, cluster, objects, ledger, launches, surroundings };
    await objects.ready(this.signal);
  }

  /** Ends every wait and call of the steps, those too that a step left behind: no step runs on into the next scenario. */
  stop(reason = new Error('The scenario has ended')): void {
    this.#abort.abort(reason);
  }

  /** Aborted when the scenario ends, or the run is interrupted. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get environment(): Environment {
    return this.scope.session.environment;
  }

  get client(): FocusServerClient {
    return this.scope.client;
  }

  get cluster(): ClusterConnection {
    return this.scope.cluster;
  }

  /** Whether the scenario has got as far as to have something to release. */
  get begun(): boolean {
    return this.#scope !== undefined;
  }

  /** What the scenario asks for before launch, and how the answers are judged. */
  get launches(): Launches {
    return this.scope.launches;
  }

  /** What the scenario changes around the server. */
  get surroundings(): Surroundings {
    return this.scope.surroundings;
  }

  get scope(): Scope {
    if (this.#scope === undefined) throw new Error('The scenario has not begun: its Before hook did not run');
    return this.#scope;
  }

  /** The server's own limits, read once in a scenario. */
  limits(): Promise<ServerLimits> {
    this.#limits ??= readLimits(this.client, this.signal);
    return this.#limits;
  }

  /** What the server says of itself, read once in a scenario. */
  facts(): Promise<ServerFacts> {
    this.#facts ??= readFacts(this.client, this.signal);
    return this.#facts;
  }

  /** Skips the scenario as not applicable, with the reason, where what it needs is not there. A step returns what this returns. */
  needs(present: unknown, reason: string): 'skipped' | undefined {
    if (present) return undefined;
    this.log(notApplicableNote(reason));
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
      await action().catch((error: unknown) => failures.push(messageChain(error)));
    }
    return failures;
  }

  /** Starts a job that must be accepted. */
  async startJob(build: (limits: ServerLimits) => Investigation): Promise<Job> {
    const job = await this.scope.ledger.start(build(await this.limits()), this.signal);
    this.started.push(job);
    return job;
  }

  /** Starts a job and waits until its pod is Running and Ready, within the environment's deadline. */
  async startRunningJob(build: (limits: ServerLimits) => Investigation): Promise<Job> {
    const job = await this.startJob(build);
    await this.inspect(job).runningPod(this.environment.deadlines.podRunningMs);
    return job;
  }

  /** Starts so many jobs at once and waits until the pod of each is Running and Ready. */
  async startRunningJobs(count: number, build: (limits: ServerLimits) => Investigation): Promise<void> {
    await Promise.all(Array.from({ length: count }, () => this.startRunningJob(build)));
  }

  /** Cancels a job through the server, which must say that it did. */
  async cancel(job: Job): Promise<void> {
    const exchange = await this.scope.ledger.cancel(job, this.signal);
    if (exchange.status !== 200) {
      throw new Error(`expected the server to cancel job ${job.id} and answer 200, but ${describeExchange(exchange)}`);
    }
  }

  /** The scenario's first job. */
  get job(): Job {
    return this.#jobAt(0);
  }

  /** The scenario's second job. */
  get otherJob(): Job {
    return this.#jobAt(1);
  }

  inspect(job: Job): JobInspector {
    return new JobInspector(job, this.scope.session.observer, this.signal);
  }

  /** What an operator can see of a job. */
  observe(job: Job): JobObservation {
    const { session, cluster } = this.scope;
    return new JobObservation(this.inspect(job), {
      observer: session.observer,
      cluster,
      deadlines: this.environment.deadlines,
      signal: this.signal,
    });
  }

  /** The node of the job's pod can bear what all its pods request. */
  async inspectNode(job: Job): Promise<void> {
    await expectNodeBears(await this.inspect(job).pod(), this.cluster);
  }

  /** What is left to look at when the scenario has failed. */
  evidence(): EvidenceSource {
    const { observer, cluster, environment } = this.scope.session;
    const { started: jobs, exchanges } = this;
    const attach = (text: string, options: { mediaType: string; fileName: string }) => this.attach(text, options);
    return { jobs, exchanges, observer, cluster, serverLabels: environment.server.labels, attach };
  }

  /** Inspectors of all jobs that the scenario started. */
  inspectAll(): JobInspector[] {
    return this.started.map((job) => this.inspect(job));
  }

  #newLaunches({ environment, observer, journal }: Session, ledger: JobLedger): Launches {
    const { signal } = this;
    const facts = () => this.facts();
    const onStarted = (job: Job) => this.started.push(job);
    return new Launches({ environment, observer, ledger, journal, signal, facts, onStarted });
  }

  #newSurroundings(session: Session, client: FocusServerClient, scenario: string): Surroundings {
    const { observer, journal, environment } = session;
    // What is undone at the end of the scenario outlives the scenario's own signal.
    const { cluster } = session;
    const undoLater = (action: () => Promise<void>) => this.undoLater(action);
    const seenWithinMs = environment.deadlines.podCreatedMs;
    return new Surroundings({
      client,
      cluster,
      observer,
      journal,
      scenario,
      signal: this.signal,
      seenWithinMs,
      undoLater,
    });
  }

  #jobAt(index: number): Job {
    const job = this.started[index];
    if (job === undefined)
      throw new Error(`The sentence speaks of job ${index + 1}, but the scenario started ${this.started.length}`);
    return job;
  }
}

interface Scope {
  readonly session: Session;
  readonly client: FocusServerClient;
  readonly cluster: ClusterConnection;
  readonly objects: JobObjects;
  readonly ledger: JobLedger;
  readonly launches: Launches;
  readonly surroundings: Surroundings;
}

setWorldConstructor(FocusWorld);
