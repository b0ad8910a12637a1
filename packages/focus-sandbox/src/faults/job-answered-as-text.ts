import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'labels the answer to a job as plain text',
  kind: 'answer',
  caughtBy: ['opened jobs'],
  breaksJobs: true,
};

export const behavior: FaultBehavior = {
  server: {
    delivery: (reply, { url }) =>
      url.endsWith('/configure') && reply.status === 200 ? { ...reply, type: 'text/plain' } : reply,
  },
};
