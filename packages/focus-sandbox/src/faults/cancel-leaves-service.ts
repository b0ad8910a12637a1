import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'leaves the Service of a cancelled job',
  kind: 'object',
  caughtBy: ['@id:cancel-cleans-up'],
  mayAlsoFail: ['@id:port-of-cancelled-job'],
};

export const behavior: FaultBehavior = { server: ({ keep }) => ({ removals: keep('service') }) };
