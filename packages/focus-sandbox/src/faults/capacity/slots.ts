import type { FaultBehavior, FaultRecord } from '../../fault';

export const record: FaultRecord = {
  does: 'the server has 150 slots',
  kind: 'program',
  caughtBy: ['@id:capacity-target'],
};

export const behavior: FaultBehavior = { deployment: { slots: 150 } };
