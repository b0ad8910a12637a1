import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'what a removed Job leaves is never collected',
  kind: 'controller',
  caughtBy: ['rollbacks', '@id:cancel-cleans-up'],
  breaksJobs: true,
  waitsLong: true,
};

export const behavior: FaultBehavior = {
  cluster: ({ streaming }) => ({ policies: [{ policy: 'no-garbage-collection', dependents: streaming }] }),
};
