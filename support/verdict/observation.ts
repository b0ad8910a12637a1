// What Cucumber's messages say of a run: each scenario with its attempts, failures and notes, before anyone judges it.
import {
  type Envelope,
  type ParseError,
  type Pickle,
  type TestCaseStarted,
  TestStepResultStatus,
  TimeConversion,
} from '@cucumber/messages';
import { Query } from '@cucumber/query';
import { rowValues } from './row-values';

/** Why a step or hook did not pass. */
export interface ObservedFailure {
  /** The sentence of the step, or "a hook". */
  readonly where: string;
  readonly status: 'failed' | 'undefined' | 'ambiguous' | 'pending';
  /** Class name of the error; empty where there was none. */
  readonly type: string;
  readonly message: string;
}

export interface ObservedScenario {
  readonly pickleId: string;
  readonly uri: string;
  readonly line: number;
  readonly feature: string;
  readonly name: string;
  /** Values of an outline's row by column; empty for a plain scenario. */
  readonly row: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
  /** 1 without retries. */
  readonly attempts: number;
  readonly durationMs: number;
  /** How many sentences it has. */
  readonly steps: number;
  /** False when the run ended before the scenario did. */
  readonly finished: boolean;
  readonly skipped: boolean;
  /** Of the last attempt. */
  readonly failures: readonly ObservedFailure[];
  /** Message of the first failure of the first attempt, when there were several attempts. */
  readonly firstFailure?: string;
  /** What the scenario logged in its last attempt. */
  readonly notes: readonly string[];
}

const logMediaType = 'text/x.cucumber.log+plain';

/** Gathers the messages of a run. */
export class RunObserver {
  readonly #query = new Query();
  readonly #firstFailures = new Map<string, string>();
  readonly #parseErrors: string[] = [];

  /** Takes the next message. */
  update(envelope: Envelope): void {
    this.#query.update(envelope);
    if (envelope.parseError) this.#parseErrors.push(parseErrorText(envelope.parseError));
    const finished = envelope.testCaseFinished;
    if (finished?.willBeRetried) {
      const started = this.#query.findTestCaseStartedBy(finished);
      const failure = started && this.#failuresOf(started)[0];
      if (started?.attempt === 0 && failure) this.#firstFailures.set(started.testCaseId, failure.message);
    }
  }

  /** The scenarios that were started, in the order of their files and lines. */
  scenarios(): ObservedScenario[] {
    return this.#query
      .findAllTestCaseStarted()
      .map((started) => this.#observed(started))
      .sort((a, b) => a.uri.localeCompare(b.uri) || a.line - b.line);
  }

  /** The scenario as it stands; undefined when it will be tried again. */
  scenario(testCaseStartedId: string): ObservedScenario | undefined {
    const started = this.#query.findAllTestCaseStarted().find(({ id }) => id === testCaseStartedId);
    return started && this.#observed(started);
  }

  /** What failed that is no scenario: feature files that cannot be read, hooks of the whole run. */
  problems(): string[] {
    const hooks = this.#query
      .findAllTestRunHookFinished()
      .filter(({ result }) => result.status === TestStepResultStatus.FAILED)
      .map(({ result }) => result.exception?.message ?? result.message ?? 'no message');
    return [...this.#parseErrors, ...hooks];
  }

  #observed(started: TestCaseStarted): ObservedScenario {
    const pickle = required(this.#query.findPickleBy(started));
    const lineage = this.#query.findLineageBy(pickle);
    const duration = this.#query.findTestCaseDurationBy(started);
    const steps = this.#query.findTestStepsFinishedBy(started);
    const firstFailure = this.#firstFailures.get(started.testCaseId);
    return {
      ...described(pickle, this.#query),
      feature: lineage?.feature?.name ?? '',
      row: rowValues(lineage),
      attempts: started.attempt + 1,
      durationMs: duration ? TimeConversion.durationToMilliseconds(duration) : 0,
      finished: this.#query.findTestCaseFinishedBy(started) !== undefined,
      skipped: steps.some(({ testStepResult }) => testStepResult.status === TestStepResultStatus.SKIPPED),
      failures: this.#failuresOf(started),
      ...(firstFailure !== undefined && { firstFailure }),
      notes: steps
        .flatMap((step) => this.#query.findAttachmentsBy(step))
        .filter(({ mediaType }) => mediaType === logMediaType)
        .map(({ body }) => body),
    };
  }

  #failuresOf(started: TestCaseStarted): ObservedFailure[] {
    return this.#query.findTestStepFinishedAndTestStepBy(started).flatMap(([{ testStepResult }, testStep]) => {
      const status = failureStatus(testStepResult.status);
      if (status === undefined) return [];
      return {
        where: this.#query.findPickleStepBy(testStep)?.text ?? 'a hook',
        status,
        type: testStepResult.exception?.type ?? '',
        message: testStepResult.exception?.message ?? testStepResult.message ?? '',
      };
    });
  }
}

type Described = Pick<ObservedScenario, 'pickleId' | 'uri' | 'line' | 'name' | 'tags' | 'steps'>;

function described(pickle: Pickle, query: Query): Described {
  return {
    pickleId: pickle.id,
    uri: pickle.uri,
    line: query.findLocationOf(pickle)?.line ?? 0,
    name: pickle.name,
    tags: pickle.tags.map(({ name }) => name),
    steps: pickle.steps.length,
  };
}

function parseErrorText({ source, message }: ParseError): string {
  return `${source.uri ?? 'a feature file'} is not valid Gherkin: ${message}`;
}

function failureStatus(status: TestStepResultStatus): ObservedFailure['status'] | undefined {
  const failures: Partial<Record<TestStepResultStatus, ObservedFailure['status']>> = {
    [TestStepResultStatus.FAILED]: 'failed',
    [TestStepResultStatus.UNDEFINED]: 'undefined',
    [TestStepResultStatus.AMBIGUOUS]: 'ambiguous',
    [TestStepResultStatus.PENDING]: 'pending',
  };
  return failures[status];
}

function required<Value>(value: Value | undefined): Value {
  if (value === undefined)
    throw new Error("Cucumber's messages are incomplete: a scenario was started that they do not describe.");
  return value;
}
