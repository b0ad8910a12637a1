import type { FaultBehavior, FaultRecord } from '../../fault';

export const record: FaultRecord = {
  does: 'the containers of jobs in the slots above 120 end with an error',
  kind: 'program',
  caughtBy: ['@id:capacity-target'],
  provedApart: true,
};

export const behavior: FaultBehavior = { pods: { crashesAboveSlot: 120 } };
