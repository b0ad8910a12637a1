// One run of the suite in its coordinator: prepares the environment, listens, and ends with reports, a verdict and an exit code.
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { Envelope } from '@cucumber/messages';
import { ConfigurationError, messageChain } from '../common/errors';
import { InterruptionError } from '../common/interruption';
import {
  type Environment,
  type EnvironmentVersions,
  loadEnvironment,
  loadProfile,
  type NamedProfile,
  preflight,
} from '../environment';
import { ledgerFile, readEventLog, summarizeEvents } from '../jobs/event-log';
import { knownSecrets, safeText } from '../redaction/known-secrets';
import {
  clearReports,
  type Fact,
  harmless,
  MessagesFile,
  reportFiles,
  runFacts,
  writeReports,
  writeTexts,
} from '../reporting';
import { addRunProblem, judge, RunObserver, runProblems, type Verdict } from '../verdict';
import { tell } from './stray-errors';

/** An environment that lives as long as the run. */
export interface StartedSandbox {
  readonly focusServerUrl: string;
  readonly kubeconfigPath: string;
  readonly namespace: string;
  stop(): Promise<void>;
}

export interface RunOptions {
  /** Of the reports, which are cleared already. */
  readonly folder: string;
  /** Whether the run ends at its first failure. */
  readonly failFast: boolean;
  /** The process's own variables: what is set here reaches Cucumber's workers. */
  readonly env: NodeJS.ProcessEnv;
  readonly startSandbox: (faults: readonly string[]) => Promise<StartedSandbox>;
}

export class AcceptanceRun {
  readonly #options: RunOptions;
  readonly #profile: NamedProfile;
  readonly #messages: MessagesFile;
  readonly #observer = new RunObserver();
  readonly #envelopes: Envelope[] = [];
  readonly #stopping = new AbortController();
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

  /** Starts the sandbox, where the environment is the sandbox, while Cucumber loads the support code. */
  prepare(): void {
    if (!this.#profile.sandbox) return;
    const faults =
      this.#options.env.SANDBOX_FAULTS?.split(',')
        .map((name) => name.trim())
        .filter(Boolean) ?? [];
    this.#sandbox = this.#options.startSandbox(faults);
    // A failure is reported by `begin`, which awaits it; it may come before that.
    this.#sandbox.catch(() => undefined);
  }

  /**
   * Makes the environment known to the workers and checks it, unless Cucumber ends the run anyway because it could not read a feature file.
   * @throws ConfigurationError, EnvironmentError
   */
  async begin(scenarios: number): Promise<void> {
    if (this.#observer.problems().length > 0) return;
    this.#stopping.signal.throwIfAborted();
    if (scenarios === 0) {
      throw new ConfigurationError(
        'No scenario matches the given paths, tags, names and shard, so nothing would be tested. Check the arguments after "npm run acceptance --".',
      );
    }
    const { env } = this.#options;
    env.FOCUS_RUN_ID ??= randomBytes(4).toString('hex');
    const sandbox = await this.#sandbox;
    this.#stopping.signal.throwIfAborted();
    if (sandbox !== undefined) {
      env.FOCUS_BASE_URL = sandbox.focusServerUrl;
      env.KUBECONFIG = sandbox.kubeconfigPath;
      env.FOCUS_NAMESPACE = sandbox.namespace;
    }
    this.#environment = loadEnvironment(env);
    this.#versions = await preflight(this.#environment, this.#stopping.signal);
  }

  /** Takes a message of the run and adds it to the report of messages at once: it survives whatever ends the run. */
  observe(message: Envelope): void {
    const envelope = harmless(message, knownSecrets(this.#options.env));
    this.#envelopes.push(envelope);
    this.#observer.update(envelope);
    this.#messages.append(envelope);
  }

  /** From now on the run counts as interrupted; a look at the environment that is under way ends. */
  interrupt(): void {
    this.#interrupted = true;
    this.#stopping.abort(new InterruptionError('The run was interrupted'));
  }

  /** Ends the run, once: the reports are written, the sandbox is stopped. Resolves to the verdict. */
  end(): Promise<Verdict> {
    this.#end ??= this.#endOnce();
    return this.#end;
  }

  /** Whether its end has begun. */
  get ended(): boolean {
    return this.#end !== undefined;
  }

  async #endOnce(): Promise<Verdict> {
    const { problem } = this.#messages;
    if (problem !== undefined) addRunProblem(problem);
    const stopped = this.#stop();
    const verdict = await this.#report();
    await stopped;
    // A signal may have come while the reports were written.
    return verdict.interrupted === this.#interrupted ? verdict : await this.#report();
  }

  async #report(): Promise<Verdict> {
    const verdict = this.#judge();
    const { folder } = this.#options;
    try {
      const facts = this.#facts(verdict);
      if (!this.#messages.replaced) await writeReports({ folder, envelopes: this.#envelopes, verdict, facts });
    } catch (error) {
      addRunProblem(safeText(`The reports could not be written: ${messageChain(error)}`));
    }
    this.#reported = verdict;
    return verdict;
  }

  /**
   * The exit code, while the process ends. A run that has not come to its end by then, or of which something went wrong since, is not accepted,
   * and its reports say so.
   */
  conclude(): number {
    if (this.#reported === undefined) {
      addRunProblem(
        'The process was ended before the run had come to its end: something called process.exit(), or Cucumber itself failed.',
      );
    }
    const verdict = this.#judge();
    const known = this.#reported?.problems.length ?? 0;
    const untold = verdict.problems.slice(known);
    if (untold.length > 0) tell(untold.join('\n'));
    if (untold.length > 0 || verdict.interrupted !== this.#reported?.interrupted) this.#correctReports(verdict);
    return verdict.exitCode;
  }

  #correctReports(verdict: Verdict): void {
    if (this.#messages.replaced) return;
    writeTexts({ folder: this.#options.folder, envelopes: this.#envelopes, verdict });
  }

  /** Ends a run that could not begin: nothing of it is left, no reports either. */
  async abandon(): Promise<void> {
    await this.#stop();
    if (!this.#messages.replaced) clearReports(this.#options.folder);
  }

  #judge(): Verdict {
    const today = new Date().toISOString().slice(0, 10);
    const conditions = { interrupted: this.#interrupted, failFast: this.#options.failFast, problems: runProblems() };
    return judge(this.#observer, this.#profile, today, conditions);
  }

  #facts(verdict: Verdict): Fact[] {
    const runId = this.#options.env.FOCUS_RUN_ID ?? '';
    const events = readEventLog(path.join(this.#options.folder, ledgerFile));
    return runFacts({
      profile: this.#profile,
      environment: this.#environment,
      versions: this.#versions,
      verdict,
      runId,
      jobs: summarizeEvents(events.filter(({ run }) => run.id === runId)),
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
    `FOCUS_BASE_URL is set to ${env.FOCUS_BASE_URL}, but the environment "${profile.name}" starts a Focus Server of its own. Set FOCUS_ENV=cluster to test that address, or unset FOCUS_BASE_URL.`,
  );
}
