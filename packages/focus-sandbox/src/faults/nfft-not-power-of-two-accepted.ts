import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'accepts an NFFT that is no power of two',
  kind: 'answer',
  caughtBy: ['@id:nfft-refused', '@id:refusals-clear'],
};

export const behavior: FaultBehavior = { server: ({ omitRule }) => ({ rules: omitRule('nfft') }) };
