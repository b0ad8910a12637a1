// The capacity run of one scenario: run once and reported, then judged sentence by sentence.

import type { ClusterConnection } from '../cluster/transport/connection';
import type { ClusterObserver } from '../cluster/watch/cluster-observer';
import { describeShortened } from '../common/weakened-promise';
import { formatPercent, formatTenths } from '../common/wording';
import type { Environment } from '../environment';
import type { FocusServerClient, Investigation } from '../focus-server';
import type { JobLedger, ReleaseOptions } from '../jobs/ledger';
import type { ServerInspector } from '../server/server-inspector';
import type { CapacityPlan, CapacityRecord } from './capacity-record';
import { type CapacityReports, writeCapacityReports } from './report';
import { writeDiscovery } from './report/discovery-report';
import { capacityPlan, jobsRequired } from './run/capacity-plan';
import { type Discovery, discover, type Trial } from './run/discovery';
import type { ProgressStream } from './run/progress-lines';
import { type Recording, recordCapacity } from './run/recording';

/** The search for the largest number of jobs goes no further than so many times the target. */
const searchedTargets = 4;

export interface CapacityRunOptions {
  readonly environment: Environment;
  readonly client: FocusServerClient;
  /** Not ended by `signal`. */
  readonly cluster: ClusterConnection;
  readonly observer: ClusterObserver;
  readonly ledger: JobLedger;
  readonly server: ServerInspector;
  readonly signal: AbortSignal;
  readonly release: ReleaseOptions;
  /** Where the reports go. */
  readonly folder: string;
  readonly progress: ProgressStream;
  /** Shows a text in the scenario's report; nothing where there is none. */
  readonly note: (text: string | undefined) => void;
  /** Told of the reports as soon as they are written, also of those of a run that was cut off. */
  readonly onReports: (reports: CapacityReports) => void;
}

export class CapacityRun {
  #found: Discovery | undefined;
  #seen: { readonly record: CapacityRecord; readonly reports: CapacityReports } | undefined;
  readonly #options: CapacityRunOptions;

  constructor(options: CapacityRunOptions) {
    this.#options = options;
  }

  /**
   * Asks for as many jobs as the profile demands and holds them for its plateau; writes the gap report or the baseline, whatever came of it.
   * @throws EnvironmentError when the cluster cannot be watched; the signal's reason when it aborts
   */
  async run(promisedJobs: number, investigation: Investigation): Promise<void> {
    const { environment, folder, onReports, note } = this.#options;
    const { target } = environment.capacity;
    note(describeShortened(target, promisedJobs, { setting: 'capacity.target', format: (jobs) => `${jobs} jobs` }));
    const { record, failure } = await this.#record(investigation, capacityPlan(environment));
    const reports = await writeCapacityReports(record, folder);
    this.#seen = { record, reports };
    this.#show(reports.summary);
    onReports(reports);
    if (failure !== undefined) throw failure;
  }

  /**
   * So many of the jobs were alive throughout the plateau as the profile demands. Returns what was seen.
   * @param promisedShare what the sentence promises @throws Error with the summary of the gap report
   */
  expectEnoughAlive(promisedShare: number): string {
    const { record, reports } = this.#run;
    const { successRate } = record.plan;
    this.#options.note(
      describeShortened(successRate, promisedShare, { setting: 'capacity.successRate', format: formatPercent }),
    );
    const { plan, plateau } = record;
    const said = `${plateau.alive} of ${plan.target} jobs were alive at once for ${formatTenths(plateau.heldMs)}`;
    if (plateau.alive >= jobsRequired(plan.target, plan.successRate)) return `${said}; ${demandOf(plan)} were demanded`;
    throw new Error(
      `expected ${demandOf(plan)} to be alive at once for ${formatTenths(plan.plateauMs)}, but ${said}\n${reports.summary}`,
    );
  }

  /** Cancels all jobs and removes what is left of them. Resolves to what the suite had to remove itself. @throws Error that names what could not be removed */
  async cancelAll(): Promise<string> {
    const { stuck, notes } = await this.#options.ledger.release(this.#options.release);
    if (stuck.length > 0) throw new Error(`expected all jobs to be removed, but:\n${stuck.join('\n')}`);
    return notes.length === 0 ? 'The server removed everything that it had created.' : notes.join('\n');
  }

  /**
   * Searches for the largest number of jobs that the environment bears at once, beginning with the profile's minimum. Resolves to what was found, for the
   * report. @throws Error when the jobs of a trial cannot be removed, and as `run` does
   */
  async discover(investigation: Investigation): Promise<string> {
    const { environment, folder } = this.#options;
    const { name, namespace, capacity } = environment;
    const { minimum, target, repeats, successRate, plateauMs } = capacity;
    const search = { start: minimum, limit: target * searchedTargets, repeats };
    this.#found = await discover(search, (jobs) => this.#tryOut(jobs, investigation));
    const occasion = { environment: { name, namespace }, successRate, plateauMs, folder };
    const said = await writeDiscovery(this.#found, occasion);
    this.#show(said);
    return said;
  }

  /** @throws Error when the environment bears fewer jobs than its profile's minimum */
  expectMinimum(): string {
    if (this.#found === undefined) throw new Error('The sentence speaks of a search, but the scenario has made none');
    const { minimum } = this.#options.environment.capacity;
    const said = `${this.#found.sustains} jobs are borne at once, and the minimum of the profile is ${minimum}`;
    if (this.#found.sustains < minimum) throw new Error(`expected at least the minimum, but ${said}`);
    return said;
  }

  async #tryOut(jobs: number, investigation: Investigation): Promise<Trial> {
    const plan = { ...capacityPlan(this.#options.environment), target: jobs, minimum: jobs, steps: [jobs] };
    const { record, failure } = await this.#record(investigation, plan);
    if (failure !== undefined) throw failure;
    await this.cancelAll();
    const { alive } = record.plateau;
    return { asked: jobs, alive, sustained: alive >= jobsRequired(jobs, plan.successRate) };
  }

  #record(investigation: Investigation, plan: CapacityPlan): Promise<Recording> {
    const { environment, server, note: _note, ...options } = this.#options;
    const { name, namespace, deadlines } = environment;
    return recordCapacity({
      ...options,
      environment: { name, namespace },
      plan,
      investigation,
      requestMs: deadlines.requestMs,
      streamReadyMs: deadlines.streamReadyMs,
      server: { pods: server.pods().map(({ metadata }) => metadata?.name ?? ''), changes: server.remember() },
    });
  }

  /** Who watches the terminal need not look for the report. */
  #show(text: string): void {
    this.#options.progress.write(`${text.replaceAll(/^/gm, '  ')}\n`);
  }

  get #run() {
    if (this.#seen === undefined)
      throw new Error('The sentence speaks of a capacity run, but the scenario has made none');
    return this.#seen;
  }
}

function demandOf({ target, successRate }: CapacityPlan): string {
  return `at least ${jobsRequired(target, successRate)} of ${target} jobs (${formatPercent(successRate)})`;
}
