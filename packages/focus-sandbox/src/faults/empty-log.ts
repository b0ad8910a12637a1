import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'the log of a job is empty',
  kind: 'node',
  caughtBy: ['@id:job-observable'],
};

export const behavior: FaultBehavior = {
  cluster: ({ streaming }) => ({ policies: [{ policy: 'empty-logs', pods: streaming }] }),
};
