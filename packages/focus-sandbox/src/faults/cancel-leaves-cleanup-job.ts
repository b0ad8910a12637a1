import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'leaves the cleanup Job of a cancelled job',
  kind: 'object',
  caughtBy: ['@id:cancel-cleans-up'],
};

export const behavior: FaultBehavior = {
  server: ({ keep }) => ({ removals: keep('cleanupJob') }),
  pods: { cleanupEnds: false },
};
