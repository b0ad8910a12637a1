// The feature files that Xray exports: one file per Test, with the tags in which people recognize the prefixes of the instance.
import { strToU8, zipSync } from 'fflate';
import type { FakeIssue, FakeStore } from './store';

/** A zip; undefined when a key is no Test. */
export function exportFeatureFiles(store: FakeStore, keys: readonly string[], prefix: string): Buffer | undefined {
  const tests = keys.map((key) => store.find(key));
  if (tests.some((test) => test?.type !== 'Test')) return undefined;
  const entries = tests.flatMap((test, index) =>
    test === undefined ? [] : [[`${index + 1}_${test.key}.feature`, strToU8(renderFeature(test, prefix))] as const],
  );
  return Buffer.from(zipSync(Object.fromEntries(entries)));
}

function renderFeature({ key, summary, labels, gherkin, requirements }: FakeIssue, prefix: string): string {
  const [first = '', ...steps] = gherkin.split('\n');
  const keyword = first.slice(0, first.indexOf(':'));
  const lines = [
    requirements.map((requirement) => `@REQ_${requirement}`).join(' '),
    `Feature: ${summary}`,
    '',
    `\t@${prefix}${key} ${labels.map((label) => `@${label}`).join(' ')}`,
    `\t${keyword}: ${summary}`,
    ...steps.map((step) => (step === '' ? '' : `\t\t${step}`)),
  ];
  return `${lines.join('\n').trimStart()}\n`;
}
