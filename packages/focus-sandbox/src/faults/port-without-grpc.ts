import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'accepts connections at the stream port, but speaks no gRPC',
  kind: 'program',
  caughtBy: ['@id:job-port-exposed'],
};

export const behavior: FaultBehavior = { pods: { streaming: 'silent' } };
