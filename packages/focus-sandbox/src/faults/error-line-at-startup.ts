import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'writes an error line to its log when it starts',
  kind: 'program',
  caughtBy: ['@id:clean-startup', '@id:clean-restart'],
};

export const behavior: FaultBehavior = {
  server: {
    startup: async (_, log) => log('ERROR could not connect to rabbitmq:5672, trying again'),
  },
};
