import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'answers 500 to every tenth job',
  kind: 'answer',
  caughtBy: ['@id:stable-over-time'],
  mayAlsoFail: ['@id:predictable-port-in-use'],
};

export const behavior: FaultBehavior = {
  server: ({ refuseInternally }) => ({
    beforeStart: async (n) => {
      if (n % 10 === 0) {
        throw refuseInternally();
      }
    },
  }),
};
