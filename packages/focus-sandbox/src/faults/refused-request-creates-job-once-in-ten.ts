import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'creates a job for every tenth request that it refuses',
  kind: 'object',
  caughtBy: ['@id:refusals-cost-nothing'],
  mayAlsoFail: ['refusals that create nothing'],
};

export const behavior: FaultBehavior = {
  server: () => {
    let refusals = 0;
    return {
      afterRefusal: async (jobs) => {
        refusals += 1;
        if (refusals % 10 > 0) return;
        await jobs.start({ displayInfo: { height: 800 }, channels: { min: 1, max: 1 }, view_type: 0 });
      },
    };
  },
};
