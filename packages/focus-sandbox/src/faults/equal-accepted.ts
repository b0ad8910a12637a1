import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'accepts a start that equals the end, and makes a second of it',
  kind: 'answer',
  caughtBy: ['@id:disordered-times-refused', '@id:refusals-clear'],
};

export const behavior: FaultBehavior = {
  server: {
    request: (request) => {
      const { start_time: start, end_time: end } = request;
      return typeof start === 'number' && start === end ? { ...request, start_time: start - 1 } : request;
    },
  },
};
