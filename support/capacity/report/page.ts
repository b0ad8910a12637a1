// The page of a capacity run: what an operator reads in ten seconds, then the plots, then the evidence.
import path from 'node:path';
import { Liquid } from 'liquidjs';
import type { CapacityRecord } from '../capacity-record';
import type { Baseline } from './baseline-schema';
import { headlineOf } from './capacity-summary';
import type { GapReport } from './gap-report-schema';
import { samplesOf } from './latencies';
import { viewOf } from './page-view';
import { plotAlive } from './plots/alive-plot';
import { plotLatency } from './plots/latency-plot';
import { plotPhases } from './plots/phases-plot';
import { plotResources } from './plots/resources-plot';

export interface Page {
  /** A whole document that needs no network and runs no script. */
  readonly page: string;
  /** Its content alone, with styles that apply to nothing else. */
  readonly fragment: string;
}

export async function pageOf(report: GapReport | Baseline, record: CapacityRecord): Promise<Page> {
  const engine = new Liquid({ outputEscape: 'escape', root: path.join(__dirname, 'templates'), extname: '.liquid' });
  const [alive, latency, phases, resources] = await Promise.all([
    plotAlive(report),
    plotLatency(report, samplesOf('job_creation', record)),
    plotPhases(report),
    plotResources(report.system_resources),
  ]);
  const view = { ...viewOf(report), plots: { alive, latency, phases, resources } };
  const fragment: string = await engine.renderFile('fragment', view);
  const title = `${report.environment.name}: ${headlineOf(report)}`;
  return { fragment, page: await engine.renderFile('page', { title, fragment }) };
}
