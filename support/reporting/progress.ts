// Cucumber's terminal output: one line for each scenario when it ends, and the verdict at the end.

import { styleText } from 'node:util';
import type { FormatterPluginContext } from '@cucumber/cucumber/api';
import type { Envelope } from '@cucumber/messages';
import { isInterrupted } from '../common/interruption';
import { formatCount, formatTenths } from '../common/wording';
import { createIssueLinks, loadProfile } from '../environment';
import { isDryRun, isFailFast } from '../environment/cucumber-arguments';
import { listKnownSecrets } from '../redaction/known-secrets';
import {
  addRowToName,
  isNotStarted,
  judge,
  judgeScenario,
  type ObservedScenario,
  type Outcome,
  outcomes,
  type RunConditions,
  RunObserver,
  renderSummary,
  runLeftovers,
  runProblems,
  type ScenarioVerdict,
} from '../verdict';
import { sanitizeMessage } from './messages/sanitize-messages';
import { readTerminal, type Terminal } from './terminal';

// Cucumber loads this module as the formatter.
export const type = 'formatter';

/** Writes to the formatter's stream; colors and the line of the running scenario only if the stream is a terminal. */
export function formatter({ on, write, stream }: FormatterPluginContext<unknown>): () => void {
  const progress = new Progress(write, readTerminal(stream, process.env));
  on('message', (message) => progress.update(sanitizeMessage(message, listKnownSecrets(process.env))));
  return () => progress.end();
}

class Progress {
  readonly #observer = new RunObserver();
  readonly #profile = loadProfile(process.env);
  readonly #today = new Date().toISOString().slice(0, 10);
  readonly #dry = isDryRun(process.argv);
  #feature = '';
  #finished = false;

  readonly #write: (text: string) => void;
  readonly #terminal: Terminal;

  constructor(write: (text: string) => void, terminal: Terminal) {
    this.#write = write;
    this.#terminal = terminal;
  }

  update(envelope: Envelope): void {
    this.#observer.update(envelope);
    if (envelope.testStepStarted) this.#showRunning(envelope.testStepStarted.testCaseStartedId);
    if (envelope.testCaseFinished && !envelope.testCaseFinished.willBeRetried) {
      this.#showScenario(envelope.testCaseFinished.testCaseStartedId);
    }
    if (envelope.testRunFinished) this.#finished = true;
  }

  end(): void {
    this.#clearRunning();
    if (this.#dry) {
      this.#write(`${renderDrySummary(this.#observer.listScenarios())}\n`);
      return;
    }
    const verdict = judge(this.#observer, this.#profile, this.#today, this.#readConditions());
    // A run that could not start has already reported why; a run with unreadable features has a verdict.
    if (this.#finished || verdict.problems.length > 0) {
      const summary = `${renderSummary(verdict, this.#terminal.colors).join('\n')}\n`;
      this.#write(this.#terminal.rewrites ? createIssueLinks(this.#profile).linkTerminal(summary) : summary);
    }
  }

  #readConditions(): RunConditions {
    return {
      interrupted: isInterrupted(),
      failFast: isFailFast(process.argv),
      problems: runProblems(),
      leftovers: runLeftovers(),
    };
  }

  #showScenario(testCaseStartedId: string): void {
    const scenario = this.#observer.findScenario(testCaseStartedId);
    if (scenario === undefined) return;
    const verdict = judgeScenario(scenario, this.#profile, this.#today, { failFast: isFailFast(process.argv) });
    if (isNotStarted(verdict)) return;
    this.#clearRunning();
    if (scenario.feature !== this.#feature) this.#write(`${this.#feature === '' ? '' : '\n'}${scenario.feature}\n`);
    this.#feature = scenario.feature;
    const line = this.#dry ? renderDryScenario(scenario) : this.#formatLine(verdict);
    this.#write(`${line}\n`);
  }

  #formatLine({ scenario, title, outcome, weakened }: ScenarioVerdict): string {
    const duration = `(${formatTenths(scenario.durationMs)})`;
    const mark =
      outcome === 'accepted' ? '✓' : `${outcomes[outcome].exit === 'accepted' ? '–' : '✗'} ${outcomes[outcome].label}:`;
    const less = weakened.length === 0 ? '' : ` (${weakened.join('; ')})`;
    return `  ${this.#paint(outcome, mark)} ${title} ${duration}${less}`;
  }

  #paint(outcome: Outcome, text: string): string {
    if (!this.#terminal.colors) return text;
    const style = outcome === 'accepted' ? 'green' : outcomes[outcome].exit === 'accepted' ? 'yellow' : 'red';
    return styleText(style, text, { validateStream: false });
  }

  #showRunning(testCaseStartedId: string): void {
    if (!this.#terminal.rewrites) return;
    const scenario = this.#observer.findScenario(testCaseStartedId);
    if (scenario !== undefined) this.#write(`\r\u001b[K  … ${scenario.name}`.slice(0, process.stdout.columns));
  }

  #clearRunning(): void {
    if (this.#terminal.rewrites) this.#write('\r\u001b[K');
  }
}

/** A scenario that would run, and its sentences without a step definition. */
function renderDryScenario({ name, row, failures }: ObservedScenario): string {
  const problems = failures.map(({ where, status }) => `\n    ✗ ${status}: ${where}`).join('');
  return `  ${addRowToName(name, row)}${problems}`;
}

function renderDrySummary(scenarios: readonly ObservedScenario[]): string {
  const broken = scenarios.filter(({ failures }) => failures.length > 0).length;
  const total = `${formatCount(scenarios.length, 'scenario')} would be run`;
  return `\n${total}${broken > 0 ? `, ${broken} with sentences that have no step definition` : ''}`;
}
