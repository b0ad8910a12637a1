// Adds a failed scenario for each problem of the run itself: reports consist of scenarios, and CI counts them.
import {
  type Envelope,
  PickleStepType,
  StepKeywordType,
  TestStepResultStatus,
  TimeConversion,
} from '@cucumber/messages';

const uri = 'the-run-itself';
const location = { line: 1, column: 1 };
const duration = { seconds: 0, nanos: 0 };

/**
 * The same messages, with one failed scenario for each problem before the end of the run. The hooks of the whole run are left out: they are no
 * scenarios, and a report would show but not count them.
 */
export function addProblems(envelopes: readonly Envelope[], problems: readonly string[]): Envelope[] {
  const kept = envelopes.filter(
    ({ testRunHookStarted, testRunHookFinished }) => !testRunHookStarted && !testRunHookFinished,
  );
  const [begun, end] = [kept.slice(0, -1), kept.slice(-1)];
  if (problems.length === 0) return kept;
  return [...begun, createDocument(problems), ...problems.flatMap(createFailedScenario), ...end];
}

function createDocument(problems: readonly string[]): Envelope {
  const common = { location, tags: [], description: '' };
  const children = problems.map((problem, index) => ({
    scenario: {
      ...common,
      id: `${uri}-${index}`,
      keyword: 'Scenario',
      name: createName(index),
      description: problem,
      examples: [],
      steps: [
        {
          id: `${uri}-${index}-step`,
          location,
          keyword: 'Then ',
          keywordType: StepKeywordType.OUTCOME,
          text: 'the run goes on to its end',
        },
      ],
    },
  }));
  const feature = { ...common, language: 'en', keyword: 'Feature', name: 'The run itself', children };
  return { gherkinDocument: { uri, feature, comments: [] } };
}

function createFailedScenario(problem: string, index: number): Envelope[] {
  const id = `${uri}-${index}`;
  const [pickleId, testStepId, testCaseStartedId] = [`${id}-pickle`, `${id}-test-step`, `${id}-started`];
  const pickleStep = {
    id: `${id}-pickle-step`,
    astNodeIds: [`${id}-step`],
    type: PickleStepType.OUTCOME,
    text: 'the run goes on to its end',
  };
  const timestamp = TimeConversion.millisecondsSinceEpochToTimestamp(Date.now());
  const exception = { type: 'problem of the run', message: problem, stackTrace: problem };
  const testStepResult = { status: TestStepResultStatus.FAILED, duration, message: problem, exception };
  return [
    {
      pickle: {
        id: pickleId,
        uri,
        name: createName(index),
        language: 'en',
        tags: [],
        astNodeIds: [id],
        steps: [pickleStep],
        location,
      },
    },
    {
      testCase: {
        id,
        pickleId,
        testSteps: [
          { id: testStepId, pickleStepId: pickleStep.id, stepDefinitionIds: [], stepMatchArgumentsLists: [] },
        ],
      },
    },
    { testCaseStarted: { id: testCaseStartedId, testCaseId: id, attempt: 0, timestamp } },
    { testStepStarted: { testCaseStartedId, testStepId, timestamp } },
    { testStepFinished: { testCaseStartedId, testStepId, testStepResult, timestamp } },
    { testCaseFinished: { testCaseStartedId, timestamp, willBeRetried: false } },
  ];
}

function createName(index: number): string {
  return `Nothing goes wrong beside the scenarios${index === 0 ? '' : ` (${index + 1})`}`;
}
