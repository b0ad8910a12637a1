// Cucumber's JSON report, made from the messages of a run.
import { EventEmitter } from 'node:events';
import { formatterHelpers, JsonFormatter } from '@cucumber/cucumber';
import type { Envelope } from '@cucumber/messages';

type FormatterOptions = ConstructorParameters<typeof JsonFormatter>[0];

/** The text of the report on a whole run. */
export function renderCucumberJson(envelopes: readonly Envelope[]): string {
  let text = '[]';
  const eventBroadcaster = new EventEmitter();
  const options: Partial<FormatterOptions> = {
    eventBroadcaster,
    eventDataCollector: new formatterHelpers.EventDataCollector(eventBroadcaster),
    log: (chunk) => {
      text = String(chunk);
    },
    parsedArgvOptions: {},
    supportCodeLibrary: { stepDefinitions: listStepDefinitions(envelopes) } as FormatterOptions['supportCodeLibrary'],
  };
  // The formatter uses only these options: it writes through `log`, once, when the run has finished.
  new NamingFormatter(options as FormatterOptions, readHookNames(envelopes));
  for (const envelope of envelopes) eventBroadcaster.emit('envelope', envelope);
  return `${text}\n`;
}

type StepOptions = Parameters<JsonFormatter['getStepData']>[0];
type StepData = ReturnType<JsonFormatter['getStepData']>;

/** Adds the names of hooks and attachments, which Cucumber's formatter leaves out. */
class NamingFormatter extends JsonFormatter {
  readonly #hookNames: ReadonlyMap<string, string>;

  constructor(options: FormatterOptions, names: ReadonlyMap<string, string>) {
    super(options);
    this.#hookNames = names;
  }

  override getStepData(step: StepOptions): StepData {
    const data = super.getStepData(step);
    const { hookId } = step.testStep;
    return {
      ...data,
      ...(hookId !== undefined && { name: this.#hookNames.get(hookId) ?? '' }),
      ...(data.embeddings && { embeddings: data.embeddings.map(addName(step.testStepAttachments)) }),
    };
  }
}

function addName(attachments: StepOptions['testStepAttachments']) {
  return <Embedding>(embedding: Embedding, index: number): Embedding => {
    const name = attachments[index]?.fileName;
    return name === undefined ? embedding : { ...embedding, name };
  };
}

function readHookNames(envelopes: readonly Envelope[]): Map<string, string> {
  return new Map(envelopes.flatMap(({ hook }) => (hook === undefined ? [] : [[hook.id, hook.name ?? '']])));
}

function listStepDefinitions(envelopes: readonly Envelope[]): unknown {
  return envelopes.flatMap(({ stepDefinition }) =>
    stepDefinition === undefined
      ? []
      : {
          id: stepDefinition.id,
          uri: stepDefinition.sourceReference.uri ?? '',
          line: stepDefinition.sourceReference.location?.line ?? 0,
        },
  );
}
