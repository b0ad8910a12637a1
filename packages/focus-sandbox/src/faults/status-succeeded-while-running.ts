import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'a Job reports success while its pod runs',
  kind: 'controller',
  caughtBy: ['@id:job-observable'],
};

export const behavior: FaultBehavior = {
  cluster: ({ streaming }) => ({ policies: [{ policy: 'false-success', jobs: streaming }] }),
};
