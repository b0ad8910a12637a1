import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'answers every second watch of the Kubernetes API that its version is gone (410)',
  kind: 'network',
  caughtBy: [],
  tolerated: true,
};

export const behavior: FaultBehavior = { cluster: { policies: [{ policy: 'watches-expired', share: 0.5 }] } };
