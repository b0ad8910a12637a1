// Sentences that a product owner would sign: no endpoints, no JSON.
import type { Step } from '@cucumber/messages';
import { type FeatureSet, placeOf, type ScenarioInFile } from '../../project/feature-set';
import type { Finding, Rule } from '../findings';

const technicalSentence: Rule = {
  one: 'technical sentence',
  many: 'technical sentences',
  advice: 'say what is promised, not how it is called',
};

const technicalities: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  { what: 'an address', pattern: /\bhttps?:\/\// },
  { what: 'a path of the API', pattern: /(^|[\s"'(])\/[a-z][\w-]*/ },
  { what: 'an HTTP method', pattern: /\b(GET|POST|PUT|PATCH|DELETE)\b/ },
  { what: 'JSON', pattern: /[{}]|\[\s*[["\d]/ },
];

export function findTechnicalSentences({ scenarios }: FeatureSet): Finding[] {
  return scenarios.flatMap((located) => [
    ...technicalIn(located, located.scenario.location.line, located.scenario.name),
    ...located.scenario.steps.flatMap((step) => technicalStep(located, step)),
    ...located.scenario.examples.flatMap(({ tableBody }) =>
      tableBody.flatMap(({ location, cells }) =>
        technicalIn(located, location.line, cells.map(({ value }) => value).join(' | ')),
      ),
    ),
  ]);
}

function technicalStep(located: ScenarioInFile, step: Step): Finding[] {
  const rows = step.dataTable?.rows ?? [];
  return [
    ...technicalIn(located, step.location.line, step.text),
    ...(step.docString ? technicalIn(located, step.docString.location.line, step.docString.content) : []),
    ...rows.flatMap(({ location, cells }) =>
      technicalIn(located, location.line, cells.map(({ value }) => value).join(' | ')),
    ),
  ];
}

function technicalIn({ uri }: ScenarioInFile, line: number, text: string): Finding[] {
  const found = technicalities.find(({ pattern }) => pattern.test(text));
  if (found === undefined) return [];
  const [firstLine = ''] = text.split('\n');
  return [{ rule: technicalSentence, place: placeOf(uri, { line }), text: `${firstLine}  (${found.what})` }];
}
