// What the stand-in shares its cluster with: a quota of its namespace, and other Services that hold NodePorts.
import type { V1ResourceQuota, V1Service } from '@kubernetes/client-node';
import type { StandInSettings } from './options';

type Neighbour = V1ResourceQuota | V1Service;

const firstNodePort = 30_000;
const portsOfService = 100;

/** The objects that exist before the stand-in; by default none. */
export function buildNeighbours(settings: StandInSettings): Neighbour[] {
  return [...buildQuota(settings), ...buildPortHolders(settings)];
}

function buildQuota({ quota: hard, namespace }: StandInSettings): V1ResourceQuota[] {
  if (Object.keys(hard).length === 0) return [];
  const metadata = { name: 'focus-jobs', namespace };
  return [{ apiVersion: 'v1', kind: 'ResourceQuota', metadata, spec: { hard: { ...hard } } }];
}

/** They have no pods and hold the last ports of the range, so that the first ones are free. */
function buildPortHolders({ freeNodePorts, lastNodePort, namespace }: StandInSettings): V1Service[] {
  const services: V1Service[] = [];
  for (let first = firstNodePort + freeNodePorts; first <= lastNodePort; first += portsOfService) {
    const length = Math.min(portsOfService, lastNodePort - first + 1);
    const ports = Array.from({ length }, (_, index) => buildPort(first + index));
    const metadata = { name: `former-views-${first}`, namespace };
    services.push({ apiVersion: 'v1', kind: 'Service', metadata, spec: { type: 'NodePort', ports } });
  }
  return services;
}

function buildPort(nodePort: number) {
  return { name: `view-${nodePort}`, port: nodePort, nodePort, protocol: 'TCP' };
}
