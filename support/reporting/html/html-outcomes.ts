// Shows the outcome of each scenario in the HTML report without a click: the report itself knows only passed and failed.
import { z } from 'zod';
import { readFirstLine } from '../../common/wording';
import { outcomes, type ScenarioVerdict } from '../../verdict';

const reportSchema = z.array(
  z.looseObject({
    uri: z.string(),
    elements: z.array(z.looseObject({ line: z.int(), description: z.string().optional() })),
  }),
);

/** Cucumber's JSON report with the outcome, and the first line of its reason, before the description of each scenario that is not accepted. */
export function addOutcomes(jsonReport: string, scenarios: readonly ScenarioVerdict[]): string {
  const outcomeTexts = new Map(scenarios.map((verdict) => [createKey(verdict.scenario), describeOutcome(verdict)]));
  const report = reportSchema.parse(JSON.parse(jsonReport)).map((feature) => ({
    ...feature,
    elements: feature.elements.map((element) => {
      const text = outcomeTexts.get(createKey({ uri: feature.uri, line: element.line })) ?? '';
      const description = [text, element.description?.trim() ?? ''].filter((part) => part !== '').join('\n');
      return { ...element, description };
    }),
  }));
  return JSON.stringify(report);
}

function createKey({ uri, line }: { readonly uri: string; readonly line: number }): string {
  return `${uri}:${line}`;
}

function describeOutcome({ outcome, reason }: ScenarioVerdict): string {
  return outcome === 'accepted' ? '' : `${outcomes[outcome].label}: ${readFirstLine(reason)}`;
}
