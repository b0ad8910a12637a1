import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'answers every call but the health check with 400 and {}',
  kind: 'answer',
  caughtBy: ['@id:clean-startup'],
  breaksJobs: true,
};

export const behavior: FaultBehavior = {
  server: { everyAnswer: { status: 400, type: 'application/json', body: '{}', sparesHealthCheck: true } },
};
