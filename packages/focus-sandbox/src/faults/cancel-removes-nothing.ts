import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'answers 200 to a cancel, but removes nothing',
  kind: 'object',
  caughtBy: ['@id:cancel-cleans-up'],
  mayAlsoFail: ['@id:port-of-cancelled-job'],
};

export const behavior: FaultBehavior = { server: { removals: () => [] } };
