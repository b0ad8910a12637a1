import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'accepts NFFT 0',
  kind: 'answer',
  caughtBy: ['@id:nfft-refused', '@id:refusals-clear'],
};

export const behavior: FaultBehavior = {
  server: {
    request: (request) => (request.nfftSelection === 0 ? { ...request, nfftSelection: null } : request),
  },
};
