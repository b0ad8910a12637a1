import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'checks channels, frequencies and NFFT of live jobs alone',
  kind: 'answer',
  caughtBy: ['@id:historic-data-wrong', '@id:refusals-clear'],
};

export const behavior: FaultBehavior = {
  server: ({ isLive, applyLimitsOnlyTo }) => ({ rules: applyLimitsOnlyTo(isLive) }),
};
