import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'the pod of a job requests more CPU than its limit',
  kind: 'object',
  caughtBy: ['@id:job-gets-resources'],
};

export const behavior: FaultBehavior = {
  cluster: ({ streaming }) => ({ policies: [{ policy: 'request-above-limit', jobs: streaming, times: 2 }] }),
};
