import type { FaultBehavior, FaultRecord } from '../../fault';

export const record: FaultRecord = {
  does: 'other Services leave 151 NodePorts, one of them for the server',
  kind: 'network',
  caughtBy: ['@id:capacity-target'],
  provedApart: true,
};

export const behavior: FaultBehavior = { deployment: { freeNodePorts: 151 } };
