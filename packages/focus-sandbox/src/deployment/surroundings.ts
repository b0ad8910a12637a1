// What the stand-in shares its cluster with: a quota of its namespace, and Services of others that hold NodePorts.
import type { V1ResourceQuota, V1Service } from '@kubernetes/client-node';
import type { StandInSettings } from './options';

type Neighbour = V1ResourceQuota | V1Service;

const firstNodePort = 30_000;
const lastNodePort = 32_767;
const portsOfService = 100;

/** What is there before the stand-in; by default nothing. */
export function surroundings(settings: StandInSettings): Neighbour[] {
  return [...quota(settings), ...portHolders(settings)];
}

function quota({ quota: hard, namespace }: StandInSettings): V1ResourceQuota[] {
  if (Object.keys(hard).length === 0) return [];
  const metadata = { name: 'focus-jobs', namespace };
  return [{ apiVersion: 'v1', kind: 'ResourceQuota', metadata, spec: { hard: { ...hard } } }];
}

/** They lead nowhere and hold the last ports of the range, so that the first ones are left. */
function portHolders({ freeNodePorts, namespace }: StandInSettings): V1Service[] {
  const services: V1Service[] = [];
  for (let first = firstNodePort + freeNodePorts; first <= lastNodePort; first += portsOfService) {
    const length = Math.min(portsOfService, lastNodePort - first + 1);
    const ports = Array.from({ length }, (_, index) => portOf(first + index));
    const metadata = { name: `former-views-${first}`, namespace };
    services.push({ apiVersion: 'v1', kind: 'Service', metadata, spec: { type: 'NodePort', ports } });
  }
  return services;
}

function portOf(nodePort: number) {
  return { name: `view-${nodePort}`, port: nodePort, nodePort, protocol: 'TCP' };
}
