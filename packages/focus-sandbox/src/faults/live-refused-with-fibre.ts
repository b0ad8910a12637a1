import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'refuses a live job although live data flows',
  kind: 'answer',
  caughtBy: ['@id:live-data-as-metadata-say', '@id:live-data-flow'],
  breaksJobs: true,
};

export const behavior: FaultBehavior = { server: { liveData: () => false } };
