// Sentences that a product owner would sign: no endpoints, no JSON.
import type { Step } from '@cucumber/messages';
import { type FeatureSet, formatPosition, type ScenarioInFile } from '../../project/feature-set';
import type { Finding, Rule } from '../findings';

const technicalSentence: Rule = {
  one: 'technical sentence',
  many: 'technical sentences',
  advice: 'state what is promised, not which call is made',
};

const technicalities: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  { what: 'an address', pattern: /\bhttps?:\/\// },
  { what: 'a path of the API', pattern: /(^|[\s"'(])\/[a-z][\w-]*/ },
  { what: 'an HTTP method', pattern: /\b(GET|POST|PUT|PATCH|DELETE)\b/ },
  { what: 'JSON', pattern: /[{}]|\[\s*[["\d]/ },
];

export function findTechnicalSentences({ scenarios }: FeatureSet): Finding[] {
  return scenarios.flatMap((located) => [
    ...findTechnicalTerms(located, located.scenario.location.line, located.scenario.name),
    ...located.scenario.steps.flatMap((step) => findTechnicalStep(located, step)),
    ...located.scenario.examples.flatMap(({ tableBody }) =>
      tableBody.flatMap(({ location, cells }) =>
        findTechnicalTerms(located, location.line, cells.map(({ value }) => value).join(' | ')),
      ),
    ),
  ]);
}

function findTechnicalStep(located: ScenarioInFile, step: Step): Finding[] {
  const rows = step.dataTable?.rows ?? [];
  return [
    ...findTechnicalTerms(located, step.location.line, step.text),
    ...(step.docString ? findTechnicalTerms(located, step.docString.location.line, step.docString.content) : []),
    ...rows.flatMap(({ location, cells }) =>
      findTechnicalTerms(located, location.line, cells.map(({ value }) => value).join(' | ')),
    ),
  ];
}

function findTechnicalTerms({ uri }: ScenarioInFile, line: number, text: string): Finding[] {
  const found = technicalities.find(({ pattern }) => pattern.test(text));
  if (found === undefined) return [];
  const [firstLine = ''] = text.split('\n');
  return [{ rule: technicalSentence, position: formatPosition(uri, { line }), text: `${firstLine}  (${found.what})` }];
}
