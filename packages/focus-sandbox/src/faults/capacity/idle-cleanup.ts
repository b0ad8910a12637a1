import type { FaultBehavior, FaultRecord } from '../../fault';

export const record: FaultRecord = {
  does: 'the jobs in the slots above 120 count as idle and are removed after 1 s',
  kind: 'program',
  caughtBy: ['@id:capacity-target'],
  provedApart: true,
};

export const behavior: FaultBehavior = { pods: { idleAboveSlot: 120 } };
