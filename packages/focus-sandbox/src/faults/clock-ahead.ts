import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: "the server's clock is two hours ahead",
  kind: 'node',
  caughtBy: ['@id:future-times-refused', '@id:refusals-clear'],
};

export const behavior: FaultBehavior = {
  // As with the wrong time zone.
  server: { limits: (limits) => ({ ...limits, nowEpochSeconds: limits.nowEpochSeconds + 7_200 }) },
};
