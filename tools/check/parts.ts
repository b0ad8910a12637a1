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

export interface Part {
  readonly title: string;
  /** Resolves to what is wrong, as text for the reader; to an empty text when nothing is. */
  run(cwd: string): Promise<string>;
}

export const parts: readonly Part[] = [
  tool('types (TypeScript)', 'typescript/bin/tsc', '--noEmit', '-p', '.'),
  tool(
    'lint and format (Biome)',
    '@biomejs/biome/bin/biome',
    'check',
    '--error-on-warnings',
    '--max-diagnostics=50',
    '.',
  ),
  own('imports between rooms (dependency-cruiser)', checkImports),
  tool('dead code (knip)', 'knip/bin/knip.js', '--no-progress'),
  own('layout of the files', checkLayout),
  own('features and steps', checkGherkin),
  own('step definitions and purpose comments', checkSources),
  own('faults', (cwd) => findFaultProblems(loadFaults(), readFeatures(cwd))),
  own('known gaps of the profiles', (cwd) => findKnownGapProblems(ownProfiles(), readFeatures(cwd))),
  own('generated documents', findStaleDocuments),
  own('links in documents', findBrokenLinks),
  own('lockfile', (cwd) => findMissingPackages(readFileSync(path.join(cwd, 'package-lock.json'), 'utf8'))),
];

/** Runs by itself, as `npm run check:words`. */
export const words: Part = own('words', checkWords);

function tool(title: string, bin: string, ...args: readonly string[]): Part {
  return { title, run: (cwd) => listProblems(cwd, bin, args) };
}

function own(title: string, find: (cwd: string) => Finding[] | Promise<Finding[]>): Part {
  return { title, run: async (cwd) => describeFindings(await find(cwd)) };
}
