import type { FaultBehavior, FaultRecord } from '../../fault';

export const record: FaultRecord = {
  does: 'a pod beyond 120 waits 90 s for the scheduler',
  kind: 'controller',
  caughtBy: ['@id:capacity-target'],
};

export const behavior: FaultBehavior = {
  cluster: ({ streaming }) => ({
    // Longer than a run waits for a job.
    policies: [{ policy: 'slow-start', pods: streaming, beyond: 120, schedulingMs: 90_000 }],
  }),
};
