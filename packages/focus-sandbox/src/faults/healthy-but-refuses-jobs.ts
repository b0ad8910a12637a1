import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'reports that it is healthy and refuses every job',
  kind: 'answer',
  caughtBy: ['opened jobs', '@id:capacity-discovery'],
  breaksJobs: true,
};

export const behavior: FaultBehavior = {
  server: ({ refuse }) => ({
    beforeStart: async () => {
      throw refuse(503, ['server'], 'unavailable', 'no jobs can be started at the moment; try again later');
    },
  }),
};
