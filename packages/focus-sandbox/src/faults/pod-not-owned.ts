import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'the pod of a job has no owner',
  kind: 'controller',
  caughtBy: ['@id:job-spawns-pod'],
  mayAlsoFail: ['@id:cancel-cleans-up'],
};

export const behavior: FaultBehavior = {
  cluster: ({ streaming }) => ({ policies: [{ policy: 'pods-without-owner', jobs: streaming }] }),
};
