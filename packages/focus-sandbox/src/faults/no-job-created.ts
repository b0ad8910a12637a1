import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'answers 200 for a job, but creates no Job',
  kind: 'object',
  caughtBy: ['@id:job-spawns-pod'],
  breaksJobs: true,
};

export const behavior: FaultBehavior = { server: ({ omit }) => ({ createdObjects: omit('job') }) };
