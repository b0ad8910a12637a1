import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'opens no stream port',
  kind: 'program',
  caughtBy: ['@id:job-port-exposed', '@id:job-spawns-pod'],
  breaksJobs: true,
  waitsLong: true,
};

export const behavior: FaultBehavior = { pods: { streaming: 'closed' } };
