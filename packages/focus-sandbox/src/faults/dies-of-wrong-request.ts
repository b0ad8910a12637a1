import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'the server ends when it refuses a request',
  kind: 'program',
  caughtBy: ['refusals', '@id:refusals-cost-nothing'],
  breaksJobs: true,
};

export const behavior: FaultBehavior = {
  server: ({ crash }) => ({
    afterRefusal: async () => {
      throw crash('unhandled exception in the validation of a request');
    },
  }),
};
