import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'resets every twentieth connection to the server before it is used',
  kind: 'network',
  caughtBy: [],
  tolerated: true,
};

export const behavior: FaultBehavior = {
  cluster: ({ serverService }) => ({
    policies: [{ policy: 'connection-resets', services: serverService, every: 20 }],
  }),
};
