import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'the server removes the Services of the jobs that it finds when it starts',
  kind: 'program',
  caughtBy: ['@id:clean-restart'],
};

export const behavior: FaultBehavior = {
  // The pods continue to run, and no client reaches them.
  server: ({ removeFoundJobs }) => ({ startup: (client) => removeFoundJobs(client, ['Service']) }),
};
