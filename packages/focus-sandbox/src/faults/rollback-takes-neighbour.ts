import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'removes the Service of another job when a step fails',
  kind: 'object',
  caughtBy: ['rollbacks'],
};

export const behavior: FaultBehavior = { server: ({ alsoRemove }) => ({ rollback: alsoRemove('Service', 'service') }) };
