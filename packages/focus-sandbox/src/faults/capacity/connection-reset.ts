import type { FaultBehavior, FaultRecord } from '../../fault';

export const record: FaultRecord = {
  does: 'the server resets the connections of all jobs that are requested beyond 170',
  kind: 'network',
  caughtBy: ['@id:capacity-target'],
  provedApart: true,
};

export const behavior: FaultBehavior = { server: { connection: (n) => (n > 170 ? 'reset' : 'kept') } };
