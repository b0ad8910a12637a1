import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'accepts a live job while it waits for the fibre',
  kind: 'answer',
  caughtBy: ['@id:live-data-missing'],
};

export const behavior: FaultBehavior = { server: { liveData: () => true } };
