import type { FaultBehavior, FaultRecord } from '../../fault';

export const record: FaultRecord = {
  does: 'the image of a pod beyond 120 takes 90 s to be pulled',
  kind: 'node',
  caughtBy: ['@id:capacity-target'],
  provedApart: true,
};

export const behavior: FaultBehavior = {
  cluster: ({ streaming }) => ({
    // Longer than a run waits for a job.
    policies: [{ policy: 'slow-start', pods: streaming, beyond: 120, imagePullMs: 90_000 }],
  }),
  deployment: { imagePullPolicy: 'Always' },
};
