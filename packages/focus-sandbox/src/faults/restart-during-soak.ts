import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'ends with an error after many jobs without a pause',
  kind: 'program',
  caughtBy: ['@id:stable-over-time'],
};

export const behavior: FaultBehavior = { server: { endsAfterJobs: 25 } };
