import type { FaultBehavior, FaultRecord } from '../../fault';

export const record: FaultRecord = {
  does: 'the Kubernetes API lets pods create 150 Services a minute',
  kind: 'network',
  caughtBy: ['@id:capacity-target'],
  provedApart: true,
};

export const behavior: FaultBehavior = { cluster: { policies: [{ policy: 'services-per-minute', most: 150 }] } };
