// Generated documents are up to date with their sources.
import { listStaleDocuments } from '../docs/documents';
import type { Finding, Rule } from './findings';

const stale: Rule = {
  one: 'generated document that is out of date',
  many: 'generated documents that are out of date',
  advice: 'run `npm run docs` and commit what it writes',
};

/** The generated documents of the project in `cwd` that are out of date. */
export function findStaleDocuments(cwd: string): Finding[] {
  return listStaleDocuments(cwd).map((file) => ({ rule: stale, position: file, text: '' }));
}
