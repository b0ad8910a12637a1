import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'checks channels, frequencies and NFFT of the multi-channel view alone',
  kind: 'answer',
  caughtBy: ['@id:channels-refused', '@id:frequencies-refused', '@id:nfft-refused', '@id:refusals-clear'],
};

export const behavior: FaultBehavior = {
  server: ({ applyLimitsOnlyTo, viewTypes }) => ({
    rules: applyLimitsOnlyTo(({ view_type }) => view_type === viewTypes.multiChannel),
  }),
};
