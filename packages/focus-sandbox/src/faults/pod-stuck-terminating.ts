import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'the pod of a removed job stays in Terminating',
  kind: 'node',
  caughtBy: ['@id:cancel-cleans-up'],
  breaksJobs: true,
};

export const behavior: FaultBehavior = {
  cluster: ({ streaming }) => ({ policies: [{ policy: 'stuck-terminating', pods: streaming }] }),
};
