// Cucumber's JSON report, made of the messages of a run.
import { EventEmitter } from 'node:events';
import { formatterHelpers, JsonFormatter } from '@cucumber/cucumber';
import type { Envelope } from '@cucumber/messages';

type FormatterOptions = ConstructorParameters<typeof JsonFormatter>[0];

/** The text of the report; scenarios that had not ended are in it with the steps that did. */
export function cucumberJson(envelopes: readonly Envelope[]): string {
  let text = '[]';
  const eventBroadcaster = new EventEmitter();
  const options: Partial<FormatterOptions> = {
    eventBroadcaster,
    eventDataCollector: new formatterHelpers.EventDataCollector(eventBroadcaster),
    log: (chunk) => {
      text = String(chunk);
    },
    parsedArgvOptions: {},
    supportCodeLibrary: { stepDefinitions: stepDefinitions(envelopes) } as FormatterOptions['supportCodeLibrary'],
  };
  // The formatter needs no more than these: it writes through `log`, once, when the run has finished.
  const formatter = new NamedAttachmentsFormatter(options as FormatterOptions);
  for (const envelope of envelopes) eventBroadcaster.emit('envelope', envelope);
  if (!envelopes.some(({ testRunFinished }) => testRunFinished)) formatter.onTestRunFinished();
  return `${text}\n`;
}

/** Cucumber's formatter leaves out the names of attachments, by which a reader finds the one that matters. */
class NamedAttachmentsFormatter extends JsonFormatter {
  override getStepData(step: Parameters<JsonFormatter['getStepData']>[0]): ReturnType<JsonFormatter['getStepData']> {
    const data = super.getStepData(step);
    const embeddings = data.embeddings?.map((embedding, index) => {
      const name = step.testStepAttachments[index]?.fileName;
      return name === undefined ? embedding : { ...embedding, name };
    });
    return embeddings === undefined ? data : { ...data, embeddings };
  }
}

function stepDefinitions(envelopes: readonly Envelope[]): unknown {
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
