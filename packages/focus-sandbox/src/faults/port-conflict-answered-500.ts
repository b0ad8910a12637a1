import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'answers 500 when the port belongs to another Service',
  kind: 'answer',
  caughtBy: ['taken ports'],
};

export const behavior: FaultBehavior = {
  server: ({ refuseInternally }) => ({
    takenPort: async () => {
      throw refuseInternally();
    },
  }),
};
