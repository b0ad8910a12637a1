// The capacity run of a scenario: its reports are attached to the scenario.
import { CapacityRun } from '../capacity/capacity-run';
import { findReportsFolder } from '../environment/reports-folder';
import { waitUntilGone } from '../jobs/leaving-jobs';
import type { ServerInspector } from '../server/server-inspector';
import { createLeavingJobsOptions, createRemovalOptions, type ScenarioContext } from './scenario-context';

/** How a scenario shows text and pages in the report. */
export interface ScenarioReport {
  log(text: string): void;
  note(text: string | undefined): void;
  attach(body: string, options: { mediaType: string; fileName: string }): void;
}

export function createCapacityRun(
  context: ScenarioContext,
  server: ServerInspector,
  report: ScenarioReport,
): CapacityRun {
  const { session, environment, observer, client, ledger, signal } = context;
  return new CapacityRun({
    environment,
    client,
    cluster: session.cluster,
    observer,
    ledger,
    server,
    signal,
    removal: {
      ...createRemovalOptions(context),
      signal: AbortSignal.any([signal, session.interruption.deadline]),
      gracePeriod: session.interruption.gracePeriod,
    },
    folder: findReportsFolder(process.env),
    progress: process.stderr,
    waitUntilOtherJobsGone: () =>
      context.wallTime.measure('removal', () => waitUntilGone(createLeavingJobsOptions(context))),
    note: (text) => report.note(text),
    onReports: ({ kind, files, html, summary }) => {
      report.log(summary);
      report.attach(`${linkFiles(files)}${html}`, {
        mediaType: 'text/html',
        fileName: kind === 'gap' ? 'infrastructure-gap-report.html' : 'capacity.html',
      });
    },
  });
}

/** The HTML report keeps attached pages two folders below the reports. Names of files need no escape. */
function linkFiles(files: readonly string[]): string {
  return `<p style="font-family: sans-serif">Files: ${files.map((file) => `<a href="../../${file}">${file}</a>`).join(', ')}</p>`;
}
