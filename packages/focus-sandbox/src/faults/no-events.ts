import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'no events of a job are recorded',
  kind: 'controller',
  caughtBy: ['@id:job-observable'],
};

export const behavior: FaultBehavior = {
  cluster: ({ streaming }) => ({ policies: [{ policy: 'no-events', objects: streaming }] }),
};
