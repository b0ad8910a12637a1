import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'refuses the highest channel',
  kind: 'answer',
  caughtBy: ['@id:channels-accepted'],
  mayAlsoFail: ['@id:throughput-estimate', '@id:channels-refused', '@id:historic-data-wrong', '@id:refusals-clear'],
};

export const behavior: FaultBehavior = {
  server: { limits: (limits) => ({ ...limits, highestChannel: limits.highestChannel - 1 }) },
};
