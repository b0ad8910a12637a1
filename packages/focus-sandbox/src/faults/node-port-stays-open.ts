import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'the node serves the port of a job that is gone',
  kind: 'network',
  caughtBy: ['@id:cancel-cleans-up'],
};

export const behavior: FaultBehavior = {
  cluster: ({ streaming }) => ({ policies: [{ policy: 'node-ports', services: streaming, served: 'for-ever' }] }),
};
