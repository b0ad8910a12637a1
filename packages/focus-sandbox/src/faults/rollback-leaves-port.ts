import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'keeps the port when a step fails',
  kind: 'object',
  caughtBy: ['rollbacks'],
  mayAlsoFail: ['@id:predictable-port-in-use'],
};

export const behavior: FaultBehavior = { server: ({ holdPort }) => ({ objectsAfterRollback: holdPort }) };
