// Policy `containers-exit`: programs that end as soon as they start.

import type { Program } from '../container-program';
import type { Policies } from '../policy-lookup';
import type { Stored } from '../store';

/** The program that a run of the pod's container executes: the image's own, or one that ends at once. */
export function chooseProgram(
  program: Program,
  policies: Policies,
  pod: Stored<'pods'>,
  restartCount: number,
): Program {
  const exit = policies.findAll('containers-exit', pod).find(({ runs }) => runs === 'all' || restartCount === 0);
  if (exit === undefined) return program;
  return async ({ log }) => {
    log(exit.log);
    return exit.exitCode;
  };
}

/** Whether the container is restarted whatever its pod's restart policy is: its first run was ended by force, its second one is not. */
export function isRestartForced(policies: Policies, pod: Stored<'pods'>, restartCount: number): boolean {
  const forced = policies.findAll('containers-exit', pod);
  return restartCount === 0 && forced.some(({ runs }) => runs === 'first');
}
