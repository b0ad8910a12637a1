// The report that Xray gets: the scenarios that have a Test, each with the status of its outcome, inside one execution.
import { randomUUID } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { cap } from '../../redaction/sanitize';
import { readPermanentName, readTestKeys } from '../features/key-tags';
import type { XraySettings } from '../xray-settings';
import { normalizeElement } from './normalize-element';
import { describeResult, listDefects, mapStatus } from './outcome-mapping';
import type { CucumberElement, CucumberFeature, Embedding, JudgedScenario, RunReports } from './read-reports';

/** What is sent of one Test. */
export interface SentTest {
  readonly key: string;
  /** One per row of an outline. */
  readonly statuses: readonly string[];
  readonly comment: string;
  readonly defects: readonly string[];
}

export interface XrayReport {
  readonly features: readonly CucumberFeature[];
  readonly tests: readonly SentTest[];
  /** Titles of scenarios without a Test. */
  readonly withoutTest: readonly string[];
  /** Whether a scenario of @capacity was checked. */
  readonly isCapacity: boolean;
}

/** The evidence has the whole text. */
const longestComment = 8_000;

interface Translation {
  readonly settings: XraySettings;
  /** The keys in the feature files by permanent name: the run may be older than its keys. */
  readonly keys: ReadonlyMap<string, string>;
}

interface TranslatedElement {
  readonly element: CucumberElement;
  readonly key: string;
  readonly status: string;
  readonly judged: JudgedScenario;
}

/** Translates the reports of a run. */
export function createXrayReport({ features, verdict }: RunReports, translation: Translation): XrayReport {
  const judged = new Map(verdict.scenarios.map((scenario) => [scenario.place, scenario]));
  const translated = features.map((feature) => ({
    feature,
    elements: feature.elements.flatMap((element) =>
      translate(element, judged.get(`${feature.uri}:${element.line}`), translation),
    ),
  }));
  const sent = translated.flatMap(({ elements }) => elements);
  const withoutTest = verdict.scenarios
    .filter((scenario) => findKey(scenario.tags, translation) === undefined)
    .map(({ title }) => title);
  return {
    features: translated
      .filter(({ elements }) => elements.length > 0)
      .map(({ feature, elements }) => ({ ...feature, elements: elements.map(({ element }) => element) })),
    tests: [...Map.groupBy(sent, ({ key }) => key)].map(([key, members]) => summarize(key, members)),
    withoutTest,
    isCapacity: sent.some(({ judged: { tags, outcome } }) => tags.includes('@capacity') && outcome !== 'notApplicable'),
  };
}

/**
 * The report as JSON, in parts, because one text may be longer than Node.js allows; long attachments are read from the file while it is sent.
 * @param execution its key becomes the first tag of each feature
 */
export async function renderReport(
  features: readonly CucumberFeature[],
  execution: string,
  evidenceFile: string,
): Promise<Blob> {
  const evidence = await openAsBlob(evidenceFile);
  const mark = randomUUID();
  const stored = new RegExp(`${mark}:(\\d+)-(\\d+)`);
  const parts = features.flatMap((feature, index) => {
    const tags = [{ name: `@${execution}` }, ...feature.tags];
    const text = JSON.stringify({ ...feature, tags }, (_key, value: unknown) => markStored(value, mark));
    // Each mark leaves three parts: the text before it and the two ends of its range.
    const split = text.split(stored);
    const pieces = split.map((piece, part) => {
      if (part % 3 === 0) return piece;
      return part % 3 === 1 ? evidence.slice(Number(piece), Number(split[part + 1])) : '';
    });
    return [index === 0 ? '[' : ',', ...pieces];
  });
  return new Blob([...parts, ']'], { type: 'application/json' });
}

/** An attachment with the mark of its stored part behind its own data. */
function markStored(value: unknown, mark: string): unknown {
  if (typeof value !== 'object' || value === null || !('stored' in value)) return value;
  const { data, stored, mime_type } = value as Embedding;
  return { data: stored === undefined ? data : `${data}${mark}:${stored[0]}-${stored[1]}`, mime_type };
}

function translate(
  element: CucumberElement,
  judged: JudgedScenario | undefined,
  translation: Translation,
): TranslatedElement[] {
  const key = judged && findKey(judged.tags, translation);
  if (judged === undefined || key === undefined) return [];
  const status = mapStatus(judged, translation.settings);
  const normalized = normalizeElement(element, status, describeResult(judged));
  const tag = `@${translation.settings.prefixes.test}${key}`;
  const tags = normalized.tags.some(({ name }) => name === tag) ? normalized.tags : [...normalized.tags, { name: tag }];
  return [{ element: { ...normalized, tags }, key, status, judged }];
}

function findKey(tags: readonly string[], { settings, keys }: Translation): string | undefined {
  return readTestKeys(tags, settings.prefixes)[0] ?? keys.get(readPermanentName(tags) ?? '');
}

function summarize(key: string, members: readonly TranslatedElement[]): SentTest {
  const lines = members.flatMap(({ judged }) => {
    const text = describeResult(judged);
    return text === '' ? [] : [members.length === 1 ? text : `${judged.title}\n${text}`];
  });
  return {
    key,
    statuses: members.map(({ status }) => status),
    comment: cap(lines.join('\n\n'), longestComment),
    defects: [...new Set(members.flatMap(({ judged }) => listDefects(judged)))],
  };
}
