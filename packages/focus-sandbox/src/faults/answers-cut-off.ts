import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'the answer to a job breaks off in the middle',
  kind: 'network',
  caughtBy: ['opened jobs', 'refusals', '@id:capacity-discovery'],
  breaksJobs: true,
};

export const behavior: FaultBehavior = {
  server: {
    delivery: (reply, { url }) => (url.endsWith('/configure') ? { ...reply, isCut: true } : reply),
  },
};
