// The capacity run of one scenario: it runs and is reported once, then each sentence judges one aspect.

import type { ClusterConnection } from '../cluster/transport/connection';
import type { ClusterObserver } from '../cluster/watch/cluster-observer';
import { describeShortened } from '../common/weakened-promise';
import { formatPercent, formatTenths } from '../common/wording';
import { createIssueLinks, type Environment } from '../environment';
import type { FocusServerClient, Investigation } from '../focus-server';
import { releaseJobs } from '../jobs/job-release';
import type { JobRemovalOptions } from '../jobs/job-removal';
import type { JobLedger } from '../jobs/ledger';
import type { ServerInspector } from '../server/server-inspector';
import type { CapacityPlan, CapacityRecord } from './capacity-record';
import { type CapacityReports, writeCapacityReports } from './report';
import { writeDiscovery } from './report/discovery-report';
import { countRequiredJobs, createCapacityPlan } from './run/capacity-plan';
import { type Discovery, discover, type Trial } from './run/discovery';
import type { ProgressStream } from './run/progress-lines';
import { type Recording, recordCapacity } from './run/recording';

/** The search for the largest number of jobs ends at this multiple of the target. */
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
  readonly removal: JobRemovalOptions;
  /** The folder of the reports. */
  readonly folder: string;
  readonly progress: ProgressStream;
  /** Resolves when nothing of other scenarios' jobs is left: it would be part of the load. */
  readonly waitUntilOtherJobsGone: () => Promise<void>;
  /** Adds a note to the scenario's report; does nothing for undefined. */
  readonly note: (text: string | undefined) => void;
  /** Called as soon as the reports are written, even those of a run that was cut off. */
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
   * Requests as many jobs as the profile demands and keeps them for its plateau; writes the gap report or the baseline in any case.
   * @throws EnvironmentError if the cluster cannot be watched; the signal's reason if it aborts
   */
  async run(promisedJobs: number, investigation: Investigation): Promise<void> {
    const { environment, folder, onReports, note } = this.#options;
    const { target } = environment.capacity;
    await this.#options.waitUntilOtherJobsGone();
    note(describeShortened(target, promisedJobs, { setting: 'capacity.target', format: (jobs) => `${jobs} jobs` }));
    const { record, failure } = await this.#record(investigation, createCapacityPlan(environment));
    const reports = await writeCapacityReports(record, folder, new Date(), createIssueLinks(environment));
    this.#seen = { record, reports };
    this.#show(reports.summary);
    onReports(reports);
    if (failure !== undefined) throw failure;
  }

  /**
   * Checks that as many jobs were alive during the plateau as the profile demands. Returns what was seen.
   * @param promisedShare the share that the sentence promises @throws Error with the summary of the gap report
   */
  expectEnoughAlive(promisedShare: number): string {
    const { record, reports } = this.#run;
    const { successRate } = record.plan;
    this.#options.note(
      describeShortened(successRate, promisedShare, { setting: 'capacity.successRate', format: formatPercent }),
    );
    const { plan, plateau } = record;
    const seen = `${plateau.alive} of ${plan.target} jobs were alive at once for ${formatTenths(plateau.heldMs)}`;
    if (plateau.alive >= countRequiredJobs(plan.target, plan.successRate))
      return `${seen}; ${describeDemand(plan)} were demanded`;
    throw new Error(
      `expected ${describeDemand(plan)} to be alive at once for ${formatTenths(plan.plateauMs)}, but ${seen}\n${reports.summary}`,
    );
  }

  /** Cancels all jobs and removes their remaining objects. Resolves to what the suite had to remove itself. @throws Error that names what could not be removed */
  async cancelAll(): Promise<string> {
    const { late, stuck, unanswered, notes } = await releaseJobs(this.#options.ledger, this.#options.removal);
    const problems = [...late.map(({ text }) => text), ...stuck.map(({ text }) => text), ...unanswered];
    if (problems.length > 0) throw new Error(`expected all jobs to be removed, but:\n${problems.join('\n')}`);
    return notes.length === 0 ? 'The server removed everything that it had created.' : notes.join('\n');
  }

  /**
   * Searches for the largest number of jobs that the environment sustains at once, starting at the profile's minimum. Resolves to the result, for the
   * report. @throws Error if the jobs of a trial cannot be removed, and the errors of `run`
   */
  async discover(investigation: Investigation): Promise<string> {
    const { environment, folder } = this.#options;
    const { name, namespace, capacity } = environment;
    const { minimum, target, repeats, successRate, plateauMs } = capacity;
    const search = { start: minimum, limit: target * searchedTargets, repeats };
    await this.#options.waitUntilOtherJobsGone();
    this.#found = await discover(search, (jobs) => this.#tryOut(jobs, investigation));
    const context = { environment: { name, namespace }, successRate, plateauMs, folder };
    const text = await writeDiscovery(this.#found, context);
    this.#show(text);
    return text;
  }

  /** @throws Error if the environment sustains fewer jobs than the minimum of its profile */
  expectMinimum(): string {
    if (this.#found === undefined) throw new Error('The sentence refers to a search, but the scenario has run none');
    const { minimum } = this.#options.environment.capacity;
    const text = `${this.#found.sustains} jobs are sustained at once, and the minimum of the profile is ${minimum}`;
    if (this.#found.sustains < minimum) throw new Error(`expected at least the minimum, but ${text}`);
    return text;
  }

  async #tryOut(jobs: number, investigation: Investigation): Promise<Trial> {
    const plan = { ...createCapacityPlan(this.#options.environment), target: jobs, minimum: jobs, steps: [jobs] };
    const { record, failure } = await this.#record(investigation, plan);
    if (failure !== undefined) throw failure;
    await this.cancelAll();
    const { alive } = record.plateau;
    return { requested: jobs, alive, sustained: alive >= countRequiredJobs(jobs, plan.successRate) };
  }

  #record(investigation: Investigation, plan: CapacityPlan): Promise<Recording> {
    const {
      environment,
      server,
      note: _note,
      removal: _removal,
      waitUntilOtherJobsGone: _,
      ...options
    } = this.#options;
    const { name, namespace, deadlines } = environment;
    return recordCapacity({
      ...options,
      environment: { name, namespace },
      plan,
      investigation,
      requestMs: deadlines.requestMs,
      streamReadyMs: deadlines.streamReadyMs,
      server: { pods: server.listPods().map(({ metadata }) => metadata?.name ?? ''), changes: server.remember() },
    });
  }

  /** Shows the summary on the terminal too. */
  #show(text: string): void {
    this.#options.progress.write(`${text.replaceAll(/^/gm, '  ')}\n`);
  }

  get #run() {
    if (this.#seen === undefined)
      throw new Error('The sentence refers to a capacity run, but the scenario has run none');
    return this.#seen;
  }
}

function describeDemand({ target, successRate }: CapacityPlan): string {
  return `at least ${countRequiredJobs(target, successRate)} of ${target} jobs (${formatPercent(successRate)})`;
}
