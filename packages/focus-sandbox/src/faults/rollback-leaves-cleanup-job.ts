import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'leaves the cleanup Job when a later step fails',
  kind: 'object',
  caughtBy: ['@id:rollback'],
};

export const behavior: FaultBehavior = { server: ({ keep }) => ({ rollback: keep('cleanupJob') }) };
