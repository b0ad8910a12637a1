import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'accepts an end before the start, and swaps them',
  kind: 'answer',
  caughtBy: ['@id:disordered-times-refused', '@id:refusals-clear'],
};

export const behavior: FaultBehavior = {
  server: {
    request: (request) => {
      const { start_time: start, end_time: end } = request;
      const isReversed = typeof start === 'number' && typeof end === 'number' && start > end;
      return isReversed ? { ...request, start_time: end, end_time: start } : request;
    },
  },
};
