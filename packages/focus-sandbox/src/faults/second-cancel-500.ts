import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'answers 500 to the cancel of a job that is gone',
  kind: 'answer',
  caughtBy: ['@id:cancel-cleans-up', '@id:cancelled-id-stays-void'],
};

export const behavior: FaultBehavior = { server: { unknownJobStatus: () => 500 } };
