import type { FaultBehavior, FaultRecord } from '../fault';

/** What a client most often sends. */
const mostFrequent = { channels: { min: 1, max: 10 }, displayInfo: { height: 800 }, view_type: 0 };

export const record: FaultRecord = {
  does: 'takes the usual value for a field that is missing',
  kind: 'answer',
  caughtBy: ['@id:incomplete-refused', '@id:refusals-clear'],
};

export const behavior: FaultBehavior = {
  server: {
    requestBody: (body) => (typeof body === 'object' ? { ...mostFrequent, ...body } : body),
  },
};
