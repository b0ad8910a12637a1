import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'uses up a slot for a request that it refuses',
  kind: 'program',
  caughtBy: ['@id:refusals-cost-nothing', '@id:rollback'],
};

export const behavior: FaultBehavior = {
  server: {
    afterRefusal: async (jobs) => {
      await jobs.reservations.reserve();
    },
  },
};
