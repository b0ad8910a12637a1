import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'carries a cancel out, but answers 500',
  kind: 'answer',
  caughtBy: ['@id:cancel-cleans-up', '@id:port-of-cancelled-job'],
};

export const behavior: FaultBehavior = {
  server: {
    delivery: (reply, { method }) =>
      method === 'DELETE' && reply.status === 200 ? { ...reply, status: 500, body: '{"detail": "failed"}' } : reply,
  },
};
