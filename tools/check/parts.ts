// What `npm run check` consists of.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readFeatures } from '../project/parse-features';
import { findFaultProblems, loadFaults } from './fault-rules';
import { describeFindings, type Finding } from './findings';
import { checkGherkin } from './gherkin';
import { checkImports } from './imports';
import { findKnownGapProblems, ownProfiles } from './known-gap-rule';
import { checkLayout } from './layout-rules';
import { findBrokenLinks } from './link-rule';
import { findMissingPackages } from './lockfile-rule';
import { checkSources } from './sources';
import { findStaleDocuments } from './stale-document-rule';
import { listProblems } from './tool';
import { checkWords } from './words';
import { checkXrayTags } from './xray-tag-rule';

export interface Part {
  readonly title: string;
  /** Resolves to a text for the reader that lists what is wrong; to an empty text when nothing is wrong. */
  run(cwd: string): Promise<string>;
}

export const parts: readonly Part[] = [
  createToolPart('types (TypeScript)', 'typescript/bin/tsc', '--noEmit', '-p', '.'),
  createToolPart(
    'lint and format (Biome)',
    '@biomejs/biome/bin/biome',
    'check',
    '--error-on-warnings',
    '--max-diagnostics=50',
    '.',
  ),
  createOwnPart('imports between rooms (dependency-cruiser)', checkImports),
  createToolPart('dead code (knip)', 'knip/bin/knip.js', '--no-progress'),
  createOwnPart('layout of the files', checkLayout),
  createOwnPart('features and steps', checkGherkin),
  createOwnPart('tags that Xray would misread', checkXrayTags),
  createOwnPart('step definitions and purpose comments', checkSources),
  createOwnPart('faults', (cwd) => findFaultProblems(loadFaults(), readFeatures(cwd))),
  createOwnPart('known gaps of the profiles', (cwd) => findKnownGapProblems(ownProfiles(), readFeatures(cwd))),
  createOwnPart('generated documents', findStaleDocuments),
  createOwnPart('links in documents', findBrokenLinks),
  createOwnPart('words', checkWords),
  createOwnPart('lockfile', (cwd) => findMissingPackages(readFileSync(path.join(cwd, 'package-lock.json'), 'utf8'))),
];

function createToolPart(title: string, bin: string, ...args: readonly string[]): Part {
  return { title, run: (cwd) => listProblems(cwd, bin, args) };
}

function createOwnPart(title: string, find: (cwd: string) => Finding[] | Promise<Finding[]>): Part {
  return { title, run: async (cwd) => describeFindings(await find(cwd)) };
}
