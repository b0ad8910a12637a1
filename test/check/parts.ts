// What `npm run check` consists of.

import { faults } from '../../support/sandbox/faults';
import { findStaleDocuments } from '../docs/documents';
import { findFaultProblems } from './fault-rules';
import { describeFindings } from './findings';
import { checkGherkin } from './gherkin';
import { readFeatures } from './gherkin/parse';
import { findBrokenLinks } from './link-rule';
import { checkSources } from './sources';
import { runTool } from './tool';

export interface Part {
  readonly title: string;
  /** Resolves to what is wrong, as text for the reader; to an empty text when nothing is. */
  run(cwd: string): Promise<string>;
}

const biomeArgs = ['check', '--error-on-warnings', '--max-diagnostics=50', '.'];
const cruiserArgs = [
  '--config',
  '.dependency-cruiser.json',
  '--output-type',
  'err',
  'support',
  'step-definitions',
  'test',
];

export const parts: readonly Part[] = [
  { title: 'types (TypeScript)', run: (cwd) => runTool(cwd, 'typescript/bin/tsc', ['--noEmit', '-p', '.']) },
  { title: 'lint and format (Biome)', run: (cwd) => runTool(cwd, '@biomejs/biome/bin/biome', biomeArgs) },
  {
    title: 'import directions (dependency-cruiser)',
    run: (cwd) => runTool(cwd, 'dependency-cruiser/bin/dependency-cruise.mjs', cruiserArgs),
  },
  { title: 'dead code (knip)', run: (cwd) => runTool(cwd, 'knip/bin/knip.js', ['--no-progress']) },
  { title: 'features and steps', run: async (cwd) => describeFindings(await checkGherkin(cwd)) },
  { title: 'step definitions and purpose comments', run: async (cwd) => describeFindings(checkSources(cwd)) },
  { title: 'catalogue of faults', run: async (cwd) => describeFindings(findFaultProblems(faults, readFeatures(cwd))) },
  { title: 'generated documents', run: async (cwd) => describeFindings(findStaleDocuments(cwd)) },
  { title: 'links in documents', run: async (cwd) => describeFindings(findBrokenLinks(cwd)) },
];
