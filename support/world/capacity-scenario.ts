// What the sentences on capacity call.
import { CapacityRun } from '../capacity/capacity-run';
import { reportsFolder } from '../environment/reports-folder';
import { systemBehavior } from './system-behavior';
import type { FocusWorld } from './world';

const known = new WeakMap<FocusWorld, CapacityRun>();

/** The capacity run of a scenario, made when it first asks for it. Its reports are attached to the scenario. */
export function capacityOf(world: FocusWorld): CapacityRun {
  const present = known.get(world) ?? runOf(world);
  known.set(world, present);
  return present;
}

function runOf(world: FocusWorld): CapacityRun {
  const { environment, client, signal } = world;
  const { session, ledger } = world.scope;
  const { patience, deadline } = session.interruption;
  return new CapacityRun({
    environment,
    client,
    cluster: session.cluster,
    observer: session.observer,
    ledger,
    server: systemBehavior(world).server,
    signal,
    release: { signal: AbortSignal.any([signal, deadline]), patience },
    folder: reportsFolder(process.env),
    progress: process.stderr,
    onReports: ({ kind, files, html, summary }) => {
      world.log(summary);
      world.attach(`${linksTo(files)}${html}`, {
        mediaType: 'text/html',
        fileName: kind === 'gap' ? 'infrastructure-gap-report.html' : 'capacity.html',
      });
    },
  });
}

/** The HTML report keeps attached pages two folders below the reports. Names of files need no escape. */
function linksTo(files: readonly string[]): string {
  return `<p style="font-family: sans-serif">Files: ${files.map((file) => `<a href="../../${file}">${file}</a>`).join(', ')}</p>`;
}
