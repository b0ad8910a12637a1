import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'takes longer for each job',
  kind: 'program',
  caughtBy: ['@id:stable-over-time'],
};

export const behavior: FaultBehavior = { server: ({ delay }) => ({ beforeStart: async (n) => await delay(n * 25) }) };
