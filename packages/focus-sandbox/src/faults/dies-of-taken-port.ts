import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'the server ends when the port of a job is taken',
  kind: 'program',
  caughtBy: ['taken ports'],
  breaksJobs: true,
};

export const behavior: FaultBehavior = {
  server: ({ crash }) => ({
    takenPort: async () => {
      throw crash('unhandled exception: the port is already allocated');
    },
  }),
};
