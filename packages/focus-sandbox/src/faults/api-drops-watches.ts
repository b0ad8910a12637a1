import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'drops every watch of the Kubernetes API after one to two seconds',
  kind: 'network',
  caughtBy: [],
  tolerated: true,
};

export const behavior: FaultBehavior = {
  cluster: { policies: [{ policy: 'watches-dropped', afterMs: { min: 1_000, max: 2_000 } }] },
};
