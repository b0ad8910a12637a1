import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'accepts times in the future',
  kind: 'answer',
  caughtBy: ['@id:future-times-refused', '@id:refusals-clear'],
};

export const behavior: FaultBehavior = { server: ({ omitRule }) => ({ rules: omitRule('timesPast') }) };
