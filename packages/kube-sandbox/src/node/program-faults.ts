// Programs that end too early, for the faults that want it.

import type { ClusterFaults } from '../faults';
import type { Program } from '../program';
import type { Stored } from '../store';

/** The program as the pod runs it: unchanged, or ending at once where a fault says so. */
export function faulty(program: Program, faults: ClusterFaults, pod: Stored<'pods'>, restartCount: number): Program {
  if (faults.hits('container-exits', pod)) return endAtOnce;
  return faults.hits('container-restarts', pod) && restartCount === 0 ? endAtOnce : program;
}

/** Whether a fault has the node restart the container although its policy does not want it. */
export function restartsAnyway(faults: ClusterFaults, pod: Stored<'pods'>, restartCount: number): boolean {
  return faults.hits('container-restarts', pod) && restartCount === 0;
}

const endAtOnce: Program = async ({ log }) => {
  log('fatal: cannot map the stream buffer');
  return 1;
};
