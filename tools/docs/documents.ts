// Writes the generated documents, and finds those in docs/ that are out of date.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { baselineSchema } from '../../support/capacity/report/baseline-schema';
import { discoverySchema } from '../../support/capacity/report/discovery-report';
import { gapReportSchema } from '../../support/capacity/report/gap-report-schema';
import { readFeatures } from '../project/parse-features';
import { describeRooms } from './architecture-part';
import { renderCoveragePage } from './coverage-page';
import { exitCodesPage } from './exit-codes-page';
import { renderFaultsPage } from './faults';
import { replaceGeneratedPart } from './generated-part';
import { renderPerformancePage } from './performance-page';
import { formatSchema } from './schemas';
import { renderSettingsPage } from './settings-page';
import { describeXrayStatuses } from './xray-part';

const architecture = 'docs/architecture.md';
const xray = 'docs/xray.md';

/** Writes all generated documents of the project in `cwd`. */
export function writeDocuments(cwd: string): string[] {
  const documents = Object.entries(renderDocuments(cwd));
  mkdirSync(path.join(cwd, 'docs'), { recursive: true });
  for (const [file, text] of documents) writeFileSync(path.join(cwd, file), text);
  return documents.map(([file]) => file);
}

/** The generated documents that differ from what would be written now. */
export function listStaleDocuments(cwd: string): string[] {
  return Object.entries(renderDocuments(cwd))
    .filter(([file, text]) => readIfPresent(path.join(cwd, file)) !== text)
    .map(([file]) => file);
}

function renderDocuments(cwd: string): Record<string, string> {
  const features = readFeatures(cwd);
  return {
    [architecture]: renderPart(cwd, architecture, describeRooms()),
    'docs/capacity-baseline.schema.json': formatSchema(baselineSchema),
    'docs/capacity-discovery.schema.json': formatSchema(discoverySchema),
    'docs/coverage.md': renderCoveragePage(features),
    'docs/exit-codes.md': exitCodesPage(),
    'docs/faults.md': renderFaultsPage(features),
    'docs/infra-gap-report.schema.json': formatSchema(gapReportSchema),
    'docs/performance.md': renderPerformancePage(path.join(cwd, 'docs/performance.json')),
    'docs/settings.md': renderSettingsPage(),
    [xray]: renderPart(cwd, xray, describeXrayStatuses()),
  };
}

/** A page that is written by hand except for one part. */
function renderPart(cwd: string, file: string, part: string): string {
  return replaceGeneratedPart(file, readFileSync(path.join(cwd, file), 'utf8'), part);
}

function readIfPresent(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
