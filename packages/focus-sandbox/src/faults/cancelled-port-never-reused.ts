import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'keeps the port of a cancelled job',
  kind: 'object',
  caughtBy: ['@id:port-of-cancelled-job'],
};

export const behavior: FaultBehavior = { server: ({ holdPort }) => ({ objectsAfterCancel: holdPort }) };
