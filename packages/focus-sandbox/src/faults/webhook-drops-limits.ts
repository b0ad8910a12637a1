import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: "a webhook takes the limits from a job's containers",
  kind: 'controller',
  caughtBy: ['@id:job-gets-resources'],
};

export const behavior: FaultBehavior = {
  cluster: ({ streaming }) => ({
    policies: [{ policy: 'drop-limits', jobs: streaming, resources: ['cpu', 'memory'] }],
  }),
};
