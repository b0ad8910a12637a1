// NodePorts of jobs as faults have a node serve them: not at all, towards a pod that is gone, or after the Service has gone.
import type { ClusterFaults } from '../faults';
import type { Target } from './port-forwarder';

const serverService = 'focus-server';
const connectionsUntilReset = 20;
/** Of no cluster's block: nobody listens there. */
const goneAddress = '127.255.255.254';

/** Where a Service's NodePort leads; nothing listens without a target. */
export function targetsAsServed(faults: ClusterFaults, service: string, targets: readonly Target[]): readonly Target[] {
  const named = { metadata: { name: service } };
  if (faults.hits('node-port-not-opened', named)) return [];
  if (faults.hits('node-port-to-gone-pod', named)) return targets.map(({ port }) => ({ ip: goneAddress, port }));
  return targets;
}

/** Whether a NodePort that nobody wants any more is served on. */
export function staysOpen(faults: ClusterFaults, service: string): boolean {
  return faults.hits('node-port-stays-open', { metadata: { name: service } });
}

/** Of how many connections to a Service one is reset by chance; infinite in health. */
export function resetsOf(faults: ClusterFaults, service: string | undefined): number {
  return faults.isOn('server-connections-reset') && service === serverService ? connectionsUntilReset : Infinity;
}
