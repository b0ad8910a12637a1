import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'the node forwards the port of a job to a pod that is gone',
  kind: 'network',
  caughtBy: ['@id:job-port-exposed'],
};

export const behavior: FaultBehavior = {
  cluster: ({ streaming }) => ({ policies: [{ policy: 'node-ports', services: streaming, served: 'to-nobody' }] }),
};
