import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'the events of a job lack the one that its container was started',
  kind: 'node',
  caughtBy: ['@id:job-observable'],
};

export const behavior: FaultBehavior = {
  cluster: ({ streaming }) => ({ policies: [{ policy: 'no-events', objects: streaming, reasons: ['Started'] }] }),
};
