import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'accepts a negative NFFT',
  kind: 'answer',
  caughtBy: ['@id:nfft-refused', '@id:refusals-clear'],
};

export const behavior: FaultBehavior = {
  server: {
    request: (request) => ((request.nfftSelection ?? 0) < 0 ? { ...request, nfftSelection: null } : request),
  },
};
