import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'keeps the slot when a step fails',
  kind: 'program',
  caughtBy: ['rollbacks'],
};

export const behavior: FaultBehavior = { server: { rollbackFreesReservation: false } };
