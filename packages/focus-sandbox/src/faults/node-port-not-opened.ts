import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'the node does not serve the port of a job',
  kind: 'network',
  caughtBy: ['@id:job-port-exposed'],
};

export const behavior: FaultBehavior = {
  cluster: ({ streaming }) => ({ policies: [{ policy: 'node-ports', services: streaming, served: 'not' }] }),
};
