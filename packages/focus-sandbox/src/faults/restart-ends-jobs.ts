import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'the server removes the jobs that it finds when it starts',
  kind: 'program',
  caughtBy: ['@id:clean-restart'],
};

export const behavior: FaultBehavior = {
  // As a server does that keeps no state, and to which everything that it finds is a leftover.
  server: ({ removeFoundJobs }) => ({ startup: (client) => removeFoundJobs(client) }),
};
