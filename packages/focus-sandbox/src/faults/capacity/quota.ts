import type { FaultBehavior, FaultRecord } from '../../fault';

export const record: FaultRecord = {
  does: 'a ResourceQuota grants 150 GPU shares',
  kind: 'object',
  caughtBy: ['@id:capacity-target'],
};

export const behavior: FaultBehavior = {
  deployment: ({ gpuShare }) => ({ quota: { [`requests.${gpuShare}`]: '150' } }),
};
