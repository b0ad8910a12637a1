import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'answers every call with 200 and {}',
  kind: 'answer',
  caughtBy: ['@id:clean-startup'],
  breaksJobs: true,
};

export const behavior: FaultBehavior = {
  server: { everyAnswer: { status: 200, type: 'application/json', body: '{}' } },
};
