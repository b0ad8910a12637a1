import type { FaultBehavior, FaultRecord } from '../fault';
import type { Delivery } from '../stand-in/hooks';

export const record: FaultRecord = {
  does: 'a proxy gives each job the answer of the job before',
  kind: 'network',
  caughtBy: ['@id:throughput-estimate', '@id:job-port-exposed', '@id:cancel-cleans-up'],
  breaksJobs: true,
};

export const behavior: FaultBehavior = {
  server: () => {
    let before: Delivery | undefined;
    return {
      delivery: (reply, { url }) => {
        if (!url.endsWith('/configure') || reply.status !== 200) return reply;
        // The first job gets its own answer.
        const late = before ?? reply;
        before = reply;
        return late;
      },
    };
  },
};
