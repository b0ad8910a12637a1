// A run as Cucumber's messages describe it: each scenario with its attempts, failures and notes, without a judgement.
import {
  type Envelope,
  type Exception,
  type ParseError,
  type Pickle,
  type TestCase,
  type TestCaseStarted,
  type TestRunHookFinished,
  TestStepResultStatus,
  TimeConversion,
} from '@cucumber/messages';
import { Query } from '@cucumber/query';
import { describeLocation, listFailures, type ObservedFailure, readMessage } from './observed-failure';
import { readRowValues } from './row-values';

export interface ObservedScenario {
  readonly pickleId: string;
  readonly uri: string;
  readonly line: number;
  readonly feature: string;
  readonly name: string;
  /** Values of an outline's row by column; empty for a plain scenario. */
  readonly row: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
  /** 1 without retries; 0 when the run ended before it. */
  readonly attempts: number;
  readonly durationMs: number;
  /** How many sentences it has. */
  readonly steps: number;
  /** False when the run ended before the scenario did. */
  readonly finished: boolean;
  /** Whether any of its steps and hooks was executed, even if it only skipped the scenario. */
  readonly begun: boolean;
  readonly skipped: boolean;
  /** Of the last attempt. */
  readonly failures: readonly ObservedFailure[];
  /** The first failure of the first attempt, when there were several attempts. */
  readonly firstFailure?: ObservedFailure;
  /** What the scenario logged in its last attempt. */
  readonly notes: readonly string[];
}

const logMediaType = 'text/x.cucumber.log+plain';

/** Gathers the messages of a run. */
export class RunObserver {
  readonly #query = new Query();
  readonly #firstFailures = new Map<string, ObservedFailure>();
  readonly #parseErrors: string[] = [];
  readonly #testCases: TestCase[] = [];
  readonly #pickles = new Map<string, Pickle>();

  /** Takes the next message. */
  update(envelope: Envelope): void {
    this.#query.update(envelope);
    if (envelope.parseError) this.#parseErrors.push(parseErrorText(envelope.parseError));
    if (envelope.pickle) this.#pickles.set(envelope.pickle.id, envelope.pickle);
    if (envelope.testCase) this.#testCases.push(envelope.testCase);
    const finished = envelope.testCaseFinished;
    if (finished?.willBeRetried) {
      const started = this.#query.findTestCaseStartedBy(finished);
      const failure = started && listFailures(started, this.#query)[0];
      if (started?.attempt === 0 && failure) this.#firstFailures.set(started.testCaseId, failure);
    }
  }

  /** The scenarios of the run in the order of their files and lines, those included that had not started when it ended. */
  listScenarios(): ObservedScenario[] {
    const started = this.#query.findAllTestCaseStarted();
    const begun = new Set(started.map(({ testCaseId }) => testCaseId));
    return [
      ...started.map((each) => this.#observe(each)),
      ...this.#testCases.filter(({ id }) => !begun.has(id)).flatMap((testCase) => this.#observeNotBegun(testCase)),
    ].sort((a, b) => a.uri.localeCompare(b.uri) || a.line - b.line);
  }

  /** The scenario as observed so far; undefined if it will be retried. */
  findScenario(testCaseStartedId: string): ObservedScenario | undefined {
    const started = this.#query.findAllTestCaseStarted().find(({ id }) => id === testCaseStartedId);
    return started && this.#observe(started);
  }

  /** Failures outside scenarios: feature files that cannot be read, hooks of the whole run, the run itself. Each is reported once. */
  listProblems(): string[] {
    const hooks = this.#query
      .findAllTestRunHookFinished()
      .filter(({ result }) => result.status === TestStepResultStatus.FAILED)
      .map((hook) => this.#describeHook(hook));
    const exception = this.#query.findTestRunFinished()?.exception;
    return [...new Set([...this.#parseErrors, ...hooks, ...(exception ? [describeException(exception)] : [])])];
  }

  #describeHook(finished: TestRunHookFinished): string {
    const hook = this.#query.findHookBy(finished);
    return `${hook === undefined ? 'A hook of the run' : `The hook of the run at ${describeLocation(hook)}`} failed: ${readMessage(finished.result)}`;
  }

  #observe(started: TestCaseStarted): ObservedScenario {
    const pickle = requireValue(this.#query.findPickleBy(started));
    const duration = this.#query.findTestCaseDurationBy(started);
    const steps = this.#query.findTestStepsFinishedBy(started);
    const firstFailure = this.#firstFailures.get(started.testCaseId);
    return {
      ...describePickle(pickle, this.#query),
      attempts: started.attempt + 1,
      durationMs: duration ? TimeConversion.durationToMilliseconds(duration) : 0,
      finished: this.#query.findTestCaseFinishedBy(started) !== undefined,
      begun: steps.some(
        ({
          testStepResult: {
            status,
            duration: { seconds, nanos },
          },
        }) => status !== TestStepResultStatus.SKIPPED || seconds + nanos > 0,
      ),
      skipped: steps.some(({ testStepResult }) => testStepResult.status === TestStepResultStatus.SKIPPED),
      failures: listFailures(started, this.#query),
      ...(firstFailure !== undefined && { firstFailure }),
      notes: steps
        .flatMap((step) => this.#query.findAttachmentsBy(step))
        .filter(({ mediaType }) => mediaType === logMediaType)
        .map(({ body }) => body),
    };
  }

  #observeNotBegun({ pickleId }: TestCase): ObservedScenario[] {
    const pickle = this.#pickles.get(pickleId);
    if (pickle === undefined) return [];
    const nothing = {
      attempts: 0,
      durationMs: 0,
      finished: false,
      begun: false,
      skipped: false,
      failures: [],
      notes: [],
    };
    return [{ ...describePickle(pickle, this.#query), ...nothing }];
  }
}

type PickleDescription = Pick<
  ObservedScenario,
  'pickleId' | 'uri' | 'line' | 'feature' | 'name' | 'row' | 'tags' | 'steps'
>;

function describePickle(pickle: Pickle, query: Query): PickleDescription {
  const lineage = query.findLineageBy(pickle);
  return {
    pickleId: pickle.id,
    uri: pickle.uri,
    line: query.findLocationOf(pickle)?.line ?? 0,
    feature: lineage?.feature?.name ?? '',
    name: pickle.name,
    row: readRowValues(lineage),
    tags: pickle.tags.map(({ name }) => name),
    steps: pickle.steps.length,
  };
}

function parseErrorText({ source, message }: ParseError): string {
  return `${source.uri ?? 'a feature file'} is not valid Gherkin: ${message}`;
}

/** The exception that ended the run, such as the death of a worker, with its causes. */
function describeException({ type, message = type, stackTrace = '' }: Exception): string {
  const causes = stackTrace.split('\n').filter((line) => line.startsWith('Caused by: '));
  return [message, ...causes].join('\n');
}

function requireValue<Value>(value: Value | undefined): Value {
  if (value === undefined)
    throw new Error("Cucumber's messages are incomplete: they do not describe a scenario that was started.");
  return value;
}
