// The generated documents, and whether those in docs/ are up to date.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { baselineSchema } from '../../support/capacity/report/baseline-schema';
import { discoverySchema } from '../../support/capacity/report/discovery';
import { gapReportSchema } from '../../support/capacity/report/gap-report-schema';
import type { Finding, Rule } from '../check/findings';
import { readFeatures } from '../check/gherkin/parse';
import { coveragePage } from './coverage';
import { exitCodesPage } from './exit-codes';
import { faultsPage } from './faults';
import { schemaText } from './schemas';
import { settingsPage } from './settings';

const stale: Rule = {
  one: 'generated document that is out of date',
  many: 'generated documents that are out of date',
  advice: 'run `npm run docs` and commit what it writes',
};

/** Writes all generated documents of the project in `cwd`. */
export function writeDocuments(cwd: string): string[] {
  const documents = Object.entries(renderDocuments(cwd));
  mkdirSync(path.join(cwd, 'docs'), { recursive: true });
  for (const [file, text] of documents) writeFileSync(path.join(cwd, file), text);
  return documents.map(([file]) => file);
}

/** The generated documents that their sources have left behind. */
export function findStaleDocuments(cwd: string): Finding[] {
  return Object.entries(renderDocuments(cwd))
    .filter(([file, text]) => readIfPresent(path.join(cwd, file)) !== text)
    .map(([file]) => ({ rule: stale, place: file, text: '' }));
}

function renderDocuments(cwd: string): Record<string, string> {
  const features = readFeatures(cwd);
  return {
    'docs/capacity-baseline.schema.json': schemaText(baselineSchema),
    'docs/capacity-discovery.schema.json': schemaText(discoverySchema),
    'docs/coverage.md': coveragePage(features),
    'docs/exit-codes.md': exitCodesPage(),
    'docs/faults.md': faultsPage(features),
    'docs/infra-gap-report.schema.json': schemaText(gapReportSchema),
    'docs/settings.md': settingsPage(),
  };
}

function readIfPresent(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
