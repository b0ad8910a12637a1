import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'takes the id of a cancelled job for the job that has its slot now',
  kind: 'program',
  caughtBy: ['@id:cancelled-id-stays-void'],
};

export const behavior: FaultBehavior = {
  server: ({ parseSlot }) => ({
    cancelledId: (id, running) => running.find((other) => parseSlot(other) === parseSlot(id)) ?? id,
  }),
};
