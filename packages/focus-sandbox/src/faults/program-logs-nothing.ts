import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'the streaming program logs nothing',
  kind: 'program',
  caughtBy: ['@id:job-observable'],
};

export const behavior: FaultBehavior = { pods: { logs: false } };
