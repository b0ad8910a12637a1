import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'answers 200 for a job whose port belongs to another Service',
  kind: 'object',
  caughtBy: ['taken ports'],
};

export const behavior: FaultBehavior = { server: { takenPort: async () => 'omit' } };
