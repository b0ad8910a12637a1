import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'removes a cancelled job only 60 s after the cancel',
  kind: 'object',
  caughtBy: ['@id:cancel-cleans-up'],
  mayAlsoFail: ['@id:port-of-cancelled-job'],
};

export const behavior: FaultBehavior = {
  server: { removals: (removals) => removals.map((removal) => ({ ...removal, afterMs: 60_000 })) },
};
