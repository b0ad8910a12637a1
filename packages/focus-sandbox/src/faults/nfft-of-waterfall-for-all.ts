import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'accepts for all views the NFFT that a waterfall has',
  kind: 'answer',
  caughtBy: ['@id:nfft-refused', '@id:refusals-clear'],
};

export const behavior: FaultBehavior = {
  server: {
    request: (request) => (request.nfftSelection === 1 ? { ...request, nfftSelection: null } : request),
  },
};
