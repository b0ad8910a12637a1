import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'removes the Service that holds a port which a job was to get',
  kind: 'object',
  caughtBy: ['taken ports'],
};

export const behavior: FaultBehavior = {
  server: ({ removePortHolders }) => ({
    takenPort: async (port, client) => {
      await removePortHolders(client, port);
      return 'next';
    },
  }),
};
