// The outcome of each scenario where the HTML report shows it without a click: it has but one red for all that is not passed.

import { z } from 'zod';
import { firstLine } from '../../common/wording';
import { outcomes, type ScenarioVerdict } from '../../verdict';

const reportSchema = z.array(
  z.looseObject({
    uri: z.string(),
    elements: z.array(z.looseObject({ line: z.int(), description: z.string().optional() })),
  }),
);

/** Cucumber's JSON report with the outcome, and the first line of its reason, before the description of each scenario that is not plainly accepted. */
export function withOutcomes(jsonReport: string, scenarios: readonly ScenarioVerdict[]): string {
  const told = new Map(scenarios.map((verdict) => [placeOf(verdict.scenario), textOf(verdict)]));
  const report = reportSchema.parse(JSON.parse(jsonReport)).map((feature) => ({
    ...feature,
    elements: feature.elements.map((element) => {
      const text = told.get(placeOf({ uri: feature.uri, line: element.line })) ?? '';
      const description = [text, element.description?.trim() ?? ''].filter((part) => part !== '').join('\n');
      return { ...element, description };
    }),
  }));
  return JSON.stringify(report);
}

function placeOf({ uri, line }: { readonly uri: string; readonly line: number }): string {
  return `${uri}:${line}`;
}

function textOf({ outcome, reason }: ScenarioVerdict): string {
  return outcome === 'accepted' ? '' : `${outcomes[outcome].label}: ${firstLine(reason)}`;
}
