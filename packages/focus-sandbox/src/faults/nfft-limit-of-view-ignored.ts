import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'accepts an NFFT that is too large for the view',
  kind: 'answer',
  caughtBy: ['@id:nfft-refused', '@id:refusals-clear'],
};

export const behavior: FaultBehavior = { server: ({ omitRule }) => ({ rules: omitRule('nfftOfView') }) };
