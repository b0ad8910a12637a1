import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'takes the Nyquist limit from a constant instead of the sample rate',
  kind: 'answer',
  caughtBy: ['@id:frequencies-refused', '@id:refusals-clear'],
};

export const behavior: FaultBehavior = {
  // The limit of another fibre, which has 2500 samples per second.
  server: { limits: (limits) => ({ ...limits, nyquistHz: 1250 }) },
};
