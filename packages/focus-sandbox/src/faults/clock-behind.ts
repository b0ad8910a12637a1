import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: "the server's clock is ten minutes behind",
  kind: 'node',
  caughtBy: ['@id:historic-data-still-recorded'],
};

export const behavior: FaultBehavior = {
  server: { limits: (limits) => ({ ...limits, nowEpochSeconds: limits.nowEpochSeconds - 600 }) },
};
