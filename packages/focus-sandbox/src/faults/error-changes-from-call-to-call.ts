import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'answers the same wrong request differently each time',
  kind: 'answer',
  caughtBy: ['@id:refusals-clear', '@id:predictable-without-data'],
  mayAlsoFail: ['refusals', 'rollbacks'],
};

export const behavior: FaultBehavior = {
  server: {
    refusal: (reply, n) => ({ ...reply, status: reply.status === 503 && n % 3 === 0 ? 500 : reply.status + (n % 2) }),
  },
};
