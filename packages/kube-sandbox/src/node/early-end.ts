// The fault of a node that kills the server's container once, for want of memory.
import type { ClusterFaults } from '../faults';
import type { Stored } from '../store';
import type { ContainerRun } from './container-run';

const SERVER_POD = /^focus-server-/;

/** Has the first run of the server in a pod killed before it can be Ready; the restarted one lives. */
export function killOnce(
  faults: ClusterFaults,
  { metadata }: Stored<'pods'>,
  run: ContainerRun,
  restarts: number,
): void {
  if (!faults.isOn('server-killed-once') || restarts > 0 || !SERVER_POD.test(metadata.name)) return;
  setImmediate(() => run.kill('OOMKilled'));
}
