import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'ends once before it runs',
  kind: 'program',
  caughtBy: ['@id:clean-startup'],
};

export const behavior: FaultBehavior = {
  server: ({ createMarker }) => ({
    startup: async (client) => {
      if (await createMarker(client, 'focus-server-first-start')) {
        throw new Error('the server was not ready to start');
      }
    },
  }),
};
