import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'takes an unknown view type for multi-channel',
  kind: 'answer',
  caughtBy: ['@id:views-refused', '@id:refusals-clear'],
};

export const behavior: FaultBehavior = {
  server: {
    request: (request) => ([0, 1, 2].includes(request.view_type) ? request : { ...request, view_type: 0 }),
  },
};
