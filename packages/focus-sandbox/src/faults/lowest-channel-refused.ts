import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'refuses the lowest channel',
  kind: 'answer',
  caughtBy: ['@id:channels-accepted'],
  mayAlsoFail: ['@id:throughput-estimate', '@id:channels-refused', '@id:historic-data-wrong', '@id:refusals-clear'],
};

export const behavior: FaultBehavior = {
  server: { limits: (limits) => ({ ...limits, lowestChannel: limits.lowestChannel + 1 }) },
};
