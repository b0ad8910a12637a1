import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'the pod of a job finds no node',
  kind: 'controller',
  caughtBy: ['@id:job-spawns-pod'],
  breaksJobs: true,
};

export const behavior: FaultBehavior = {
  cluster: ({ streaming }) => ({ policies: [{ policy: 'never-scheduled', pods: streaming }] }),
};
