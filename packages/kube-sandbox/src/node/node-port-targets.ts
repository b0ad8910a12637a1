// Where the NodePorts of a Service lead: to its ready endpoints, or to what the policy `node-ports` makes of them.
import type { Policies } from '../policy-lookup';
import type { Stored } from '../store';
import type { Target } from './port-forwarder';

/** An address outside the blocks of all clusters: nobody listens there. */
const nobodysAddress = '127.255.255.254';

/** The targets of each NodePort that is to be served; nothing listens at a port that is not among them. */
export function findTargets(
  policies: Policies,
  service: Stored<'services'>,
  endpoints: Stored<'endpoints'> | undefined,
): ReadonlyMap<number, readonly Target[]> {
  const served = policies.findAll('node-ports', service).map((policy) => policy.served);
  const targets = new Map<number, readonly Target[]>();
  if (served.includes('not')) return targets;
  for (const { nodePort, name } of service.spec?.ports ?? []) {
    const ready = listReadyEndpoints(endpoints, name);
    if (!nodePort || ready.length === 0) continue;
    const nobody = ready.map(({ port }) => ({ ip: nobodysAddress, port }));
    targets.set(nodePort, served.includes('to-nobody') ? nobody : ready);
  }
  return targets;
}

/** Whether the NodePorts of this Service stay open when it is gone or has no ready endpoint. */
export function areServedForEver(policies: Policies, service: Stored<'services'>): boolean {
  return policies.findAll('node-ports', service).some(({ served }) => served === 'for-ever');
}

/** Of so many connections to a Service one is reset; infinite without a policy. */
export function findResetInterval(policies: Policies, service: Stored<'services'>): number {
  return policies.find('connection-resets', service)?.every ?? Number.POSITIVE_INFINITY;
}

/** Ready addresses with the port of this name. */
function listReadyEndpoints(endpoints: Stored<'endpoints'> | undefined, name: string | undefined): readonly Target[] {
  return (endpoints?.subsets ?? []).flatMap(({ addresses = [], ports = [] }) =>
    ports
      .filter((port) => (port.name ?? '') === (name ?? ''))
      .flatMap(({ port }) => addresses.map(({ ip }) => ({ ip, port }))),
  );
}
