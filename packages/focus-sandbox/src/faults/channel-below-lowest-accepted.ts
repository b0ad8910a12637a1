import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'accepts the channel below the lowest',
  kind: 'answer',
  caughtBy: ['@id:channels-refused', '@id:refusals-clear'],
};

export const behavior: FaultBehavior = {
  server: { limits: (limits) => ({ ...limits, lowestChannel: limits.lowestChannel - 1 }) },
};
