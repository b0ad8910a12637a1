import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'the server ends while it answers for a job',
  kind: 'program',
  caughtBy: ['opened jobs'],
  breaksJobs: true,
};

export const behavior: FaultBehavior = {
  server: ({ crash }) => ({
    answer: () => {
      throw crash('free(): invalid pointer');
    },
  }),
};
