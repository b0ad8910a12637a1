// The page of a capacity run: a summary that an operator reads in ten seconds, then the plots, then the evidence.
import path from 'node:path';
import { Liquid } from 'liquidjs';
import type { CapacityRecord } from '../capacity-record';
import type { Baseline } from './baseline-schema';
import { formatHeadline } from './capacity-summary';
import type { GapReport } from './gap-report-schema';
import { listSamples } from './latencies';
import { createView } from './page-view';
import { plotAlive } from './plots/alive-plot';
import { plotLatency } from './plots/latency-plot';
import { plotPhases } from './plots/phases-plot';
import { plotResources } from './plots/resources-plot';

export interface Page {
  /** A whole document without scripts and external files. */
  readonly page: string;
  /** Only its content, with styles that apply to nothing else. */
  readonly fragment: string;
}

export async function renderPage(report: GapReport | Baseline, record: CapacityRecord): Promise<Page> {
  const engine = new Liquid({ outputEscape: 'escape', root: path.join(__dirname, 'templates'), extname: '.liquid' });
  const [alive, latency, phases, resources] = await Promise.all([
    plotAlive(report),
    plotLatency(report, listSamples('job_creation', record)),
    plotPhases(report),
    plotResources(report.system_resources),
  ]);
  const view = { ...createView(report), plots: { alive, latency, phases, resources } };
  const fragment: string = await engine.renderFile('fragment', view);
  const title = `${report.environment.name}: ${formatHeadline(report)}`;
  return { fragment, page: await engine.renderFile('page', { title, fragment }) };
}
