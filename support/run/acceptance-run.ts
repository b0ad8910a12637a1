// One run of the suite in its coordinator: prepares the environment, observes the messages, and ends with reports, a verdict and an exit code.
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { Envelope, Pickle } from '@cucumber/messages';
import { ConfigurationError, toMessageChain } from '../common/errors';
import { InterruptionError } from '../common/interruption';
import {
  createIssueLinks,
  type Environment,
  type EnvironmentVersions,
  loadEnvironment,
  loadProfile,
  type NamedProfile,
  runPreflight,
} from '../environment';
import {
  findLeftovers,
  type LedgerEvent,
  ledgerFile,
  readEventLog,
  summarizeEvents,
  summarizeTimes,
} from '../jobs/event-log';
import { listKnownSecrets, toSafeText } from '../redaction/known-secrets';
import {
  clearReports,
  type Fact,
  listRunFacts,
  MessagesFile,
  reportFiles,
  sanitizeMessage,
  writeReports,
  writeRunFile,
  writeTexts,
} from '../reporting';
import { formatRefusalTables, refusalTablesVariable } from '../requests/refusal-tables';
import {
  addRunProblem,
  judge,
  RunObserver,
  runLeftovers,
  runProblems,
  setRunLeftovers,
  type Verdict,
} from '../verdict';
import type { RunOptions, StartedSandbox } from './run-options';
import { printLine } from './stray-errors';

export class AcceptanceRun {
  readonly #options: RunOptions;
  readonly #profile: NamedProfile;
  readonly #messages: MessagesFile;
  readonly #observer = new RunObserver();
  readonly #envelopes: Envelope[] = [];
  readonly #stopping = new AbortController();
  readonly #startedAt = new Date();
  #sandbox: Promise<StartedSandbox> | undefined;
  #environment: Environment | undefined;
  #versions: EnvironmentVersions | undefined;
  #interrupted = false;
  #end: Promise<Verdict> | undefined;
  #reported: Verdict | undefined;

  /** @throws ConfigurationError when the profile or a variable is wrong */
  constructor(options: RunOptions) {
    this.#options = options;
    this.#profile = loadProfile(options.env);
    refuseForeignAddress(this.#profile, options.env);
    this.#messages = new MessagesFile(path.join(options.folder, reportFiles.messages));
  }

  /** Starts the sandbox, if the environment is the sandbox, while Cucumber loads the support code. */
  prepare(): void {
    if (!this.#profile.sandbox) return;
    const faults =
      this.#options.env.SANDBOX_FAULTS?.split(',')
        .map((name) => name.trim())
        .filter(Boolean) ?? [];
    this.#sandbox = this.#options.startSandbox(faults);
    // `begin` awaits it and reports a failure, which may occur earlier.
    this.#sandbox.catch(() => undefined);
  }

  /**
   * Passes the environment to the workers and checks it, unless Cucumber ends the run anyway because it could not read a feature file.
   * @throws ConfigurationError, EnvironmentError
   */
  async begin(selected: readonly Pickle[]): Promise<void> {
    if (this.#observer.listProblems().length > 0) return;
    this.#stopping.signal.throwIfAborted();
    if (selected.length === 0) {
      throw new ConfigurationError(
        'No scenario matches the given paths, tags, names and shard, so nothing would be tested. Check the arguments after "npm run acceptance --".',
      );
    }
    const { env } = this.#options;
    env.FOCUS_RUN_ID ??= randomBytes(4).toString('hex');
    env[refusalTablesVariable] = formatRefusalTables(selected);
    const sandbox = await this.#sandbox;
    this.#stopping.signal.throwIfAborted();
    if (sandbox !== undefined) {
      env.FOCUS_BASE_URL = sandbox.focusServerUrl;
      env.KUBECONFIG = sandbox.kubeconfigPath;
      env.FOCUS_NAMESPACE = sandbox.namespace;
    }
    this.#environment = loadEnvironment(env);
    this.#versions = await runPreflight(this.#environment, this.#stopping.signal);
  }

  /** Reads a message of the run and appends it to reports/messages.ndjson at once, so that it is kept whatever ends the run. */
  observe(message: Envelope): void {
    const envelope = sanitizeMessage(message, listKnownSecrets(this.#options.env));
    this.#envelopes.push(envelope);
    this.#observer.update(envelope);
    this.#messages.append(envelope);
    // The terminal shows the verdict before this run judges it.
    if (envelope.testRunFinished) this.#readLeftovers();
  }

  /** From now on the run counts as interrupted; a running check of the environment ends. */
  interrupt(): void {
    this.#interrupted = true;
    this.#stopping.abort(new InterruptionError('The run was interrupted'));
  }

  /** Ends the run once: writes the reports and stops the sandbox. Resolves to the verdict. */
  end(): Promise<Verdict> {
    this.#end ??= this.#endOnce();
    return this.#end;
  }

  /** Whether the run is ending or has ended. */
  get ended(): boolean {
    return this.#end !== undefined;
  }

  async #endOnce(): Promise<Verdict> {
    const { problem } = this.#messages;
    if (problem !== undefined) addRunProblem(problem);
    const stopped = this.#stop();
    const verdict = await this.#report();
    await stopped;
    // A signal may have arrived while the reports were written.
    return verdict.interrupted === this.#interrupted ? verdict : await this.#report();
  }

  async #report(): Promise<Verdict> {
    const verdict = this.#judge();
    try {
      if (!this.#messages.replaced) await this.#writeReports(verdict);
    } catch (error) {
      addRunProblem(toSafeText(`The reports could not be written: ${toMessageChain(error)}`));
    }
    this.#reported = verdict;
    return verdict;
  }

  async #writeReports(verdict: Verdict): Promise<void> {
    const { folder, html = true } = this.#options;
    const run = { folder, envelopes: this.#envelopes, verdict };
    writeRunFile(folder, {
      runId: this.#options.env.FOCUS_RUN_ID ?? '',
      environment: this.#profile.name,
      startedAt: this.#startedAt,
      baseUrl: this.#environment?.baseUrl,
      versions: this.#versions,
    });
    const links = createIssueLinks(this.#profile);
    if (html) await writeReports({ ...run, facts: this.#listFacts(verdict), links });
    else writeTexts(run);
  }

  /**
   * The exit code, while the process ends. A run that is not complete by then, or that has a new problem since, is not accepted,
   * and its reports are corrected.
   */
  conclude(): number {
    if (this.#reported === undefined) {
      addRunProblem(
        'The process ended before the run was complete: something called process.exit(), or Cucumber itself failed.',
      );
    }
    const verdict = this.#judge();
    const known = this.#reported?.problems.length ?? 0;
    const unreported = verdict.problems.slice(known);
    if (unreported.length > 0) printLine(unreported.join('\n'));
    if (unreported.length > 0 || verdict.interrupted !== this.#reported?.interrupted) this.#correctReports(verdict);
    return verdict.exitCode;
  }

  #correctReports(verdict: Verdict): void {
    if (this.#messages.replaced) return;
    writeTexts({ folder: this.#options.folder, envelopes: this.#envelopes, verdict });
  }

  /** Ends a run that could not start, and removes everything of it, even its reports. */
  async abandon(): Promise<void> {
    await this.#stop();
    if (!this.#messages.replaced) clearReports(this.#options.folder);
  }

  #judge(): Verdict {
    const today = new Date().toISOString().slice(0, 10);
    this.#readLeftovers();
    const conditions = {
      interrupted: this.#interrupted,
      failFast: this.#options.failFast,
      problems: runProblems(),
      leftovers: runLeftovers(),
    };
    return judge(this.#observer, this.#profile, today, conditions);
  }

  #readLeftovers(): void {
    const leftovers = findLeftovers(this.#events());
    setRunLeftovers(leftovers.map((leftover) => ({ ...leftover, text: toSafeText(leftover.text) })));
  }

  /** The events of this run in the ledger's file. */
  #events(): readonly LedgerEvent[] {
    const events = readEventLog(path.join(this.#options.folder, ledgerFile));
    return events.filter(({ run }) => run.id === this.#options.env.FOCUS_RUN_ID);
  }

  #listFacts(verdict: Verdict): Fact[] {
    return listRunFacts({
      profile: this.#profile,
      environment: this.#environment,
      versions: this.#versions,
      verdict,
      runId: this.#options.env.FOCUS_RUN_ID ?? '',
      jobs: summarizeEvents(this.#events()),
      times: summarizeTimes(this.#events()),
    });
  }

  async #stop(): Promise<void> {
    this.#stopping.abort(new Error('The run was stopped'));
    const sandbox = await this.#sandbox?.catch(() => undefined);
    this.#sandbox = undefined;
    await sandbox?.stop();
  }
}

function refuseForeignAddress(profile: NamedProfile, env: NodeJS.ProcessEnv): void {
  if (!profile.sandbox || !env.FOCUS_BASE_URL) return;
  throw new ConfigurationError(
    `FOCUS_BASE_URL is set to ${env.FOCUS_BASE_URL}, but the environment "${profile.name}" starts its own Focus Server. Set FOCUS_ENV=cluster to test that address, or unset FOCUS_BASE_URL.`,
  );
}
