import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'accepts the channel above the highest',
  kind: 'answer',
  caughtBy: ['@id:channels-refused', '@id:refusals-clear'],
};

export const behavior: FaultBehavior = {
  server: { limits: (limits) => ({ ...limits, highestChannel: limits.highestChannel + 1 }) },
};
