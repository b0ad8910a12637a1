import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'sends every second refusal in another shape',
  kind: 'answer',
  caughtBy: ['@id:refusals-clear', '@id:predictable-without-data'],
};

export const behavior: FaultBehavior = {
  server: ({ readMessage }) => ({
    refusal: (reply, n) => (n % 2 === 0 ? { ...reply, body: JSON.stringify({ error: readMessage(reply) }) } : reply),
  }),
};
