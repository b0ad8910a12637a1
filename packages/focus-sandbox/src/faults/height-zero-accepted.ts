import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'accepts a display without height',
  kind: 'answer',
  caughtBy: ['@id:incomplete-refused', '@id:refusals-clear'],
};

export const behavior: FaultBehavior = { server: ({ omitRule }) => ({ rules: omitRule('height') }) };
