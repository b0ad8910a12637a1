import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'delays every call of the Kubernetes API by up to 2 s',
  kind: 'network',
  caughtBy: [],
  tolerated: true,
  slowsDown: true,
};

export const behavior: FaultBehavior = { cluster: { policies: [{ policy: 'api-delays', upToMs: 2_000 }] } };
