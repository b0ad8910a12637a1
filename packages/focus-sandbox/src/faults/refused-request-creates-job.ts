import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'creates a job for a request that it refuses',
  kind: 'object',
  caughtBy: ['refusals that create nothing'],
};

export const behavior: FaultBehavior = {
  server: {
    afterRefusal: async (jobs) => {
      await jobs.start({ displayInfo: { height: 800 }, channels: { min: 1, max: 1 }, view_type: 0 });
    },
  },
};
