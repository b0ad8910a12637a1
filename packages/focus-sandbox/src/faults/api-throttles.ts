import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'answers 5 % of the calls of the Kubernetes API with 429',
  kind: 'network',
  caughtBy: [],
  tolerated: true,
};

export const behavior: FaultBehavior = { cluster: { policies: [{ policy: 'api-errors', share: 0.05, status: 429 }] } };
