import type { FaultBehavior, FaultRecord } from '../../fault';

export const record: FaultRecord = {
  does: 'the server stops listening for 15 s when it has created 120 jobs and more are requested',
  kind: 'network',
  caughtBy: ['@id:capacity-target'],
  provedApart: true,
};

export const behavior: FaultBehavior = {
  server: { connection: (n) => (n > 120 ? 'refused' : 'kept') },
  cluster: { policies: [{ policy: 'refusals-close-node-ports' }] },
};
