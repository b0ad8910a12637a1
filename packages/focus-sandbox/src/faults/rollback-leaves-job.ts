import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'leaves the Job when a later step fails',
  kind: 'object',
  caughtBy: ['rollbacks'],
  waitsLong: true,
};

export const behavior: FaultBehavior = { server: ({ keep }) => ({ rollback: keep('job') }) };
