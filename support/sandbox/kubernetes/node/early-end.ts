// The fault of a node that kills the server's container once, for want of memory.
import type { ClusterFaults } from '../faults';
import type { Stored } from '../store';
import type { ContainerRun } from './container-run';

const SERVER_POD = /^focus-server-/;
const LIFETIME_MS = 300;

/** Has the first run of the server in a pod killed soon after its start; the restarted one lives. */
export function killOnce(
  faults: ClusterFaults,
  { metadata }: Stored<'pods'>,
  run: ContainerRun,
  restarts: number,
): void {
  if (!faults.isOn('server-killed-once') || restarts > 0 || !SERVER_POD.test(metadata.name)) return;
  const timer = setTimeout(() => run.kill('OOMKilled'), LIFETIME_MS);
  void run.ended.then(() => clearTimeout(timer));
}
