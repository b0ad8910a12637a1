import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'accepts one Hz above the Nyquist limit',
  kind: 'answer',
  caughtBy: ['@id:frequencies-refused', '@id:refusals-clear'],
};

export const behavior: FaultBehavior = {
  server: { limits: (limits) => ({ ...limits, nyquistHz: limits.nyquistHz + 1 }) },
};
