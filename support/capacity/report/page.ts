// The page of a capacity run.
import type { Baseline } from './baseline-schema';
import type { GapReport } from './gap-report-schema';
import { headlineOf } from './summary';

export interface Page {
  readonly page: string;
  /** The same without the frame of a document, its styles kept to itself. */
  readonly fragment: string;
}

export async function pageOf(report: GapReport | Baseline): Promise<Page> {
  const fragment = `<div class="capacity-report">${headlineOf(report).replaceAll('<', '&lt;')}</div>`;
  return { page: `<!doctype html>${fragment}`, fragment };
}
