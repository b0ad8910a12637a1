import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'the Job controller makes no pods',
  kind: 'controller',
  caughtBy: ['@id:job-spawns-pod', '@id:live-data-as-metadata-say', '@id:live-data-flow', '@id:capacity-discovery'],
  breaksJobs: true,
  waitsLong: true,
};

export const behavior: FaultBehavior = {
  cluster: ({ streaming }) => ({ policies: [{ policy: 'jobs-without-pods', jobs: streaming }] }),
};
