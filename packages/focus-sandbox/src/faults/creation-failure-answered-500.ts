import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'answers 500 when the cluster fails or refuses',
  kind: 'answer',
  caughtBy: ['rollbacks'],
};

export const behavior: FaultBehavior = {
  server: ({ readProblems }) => ({
    refusal: (reply) =>
      readProblems(reply).some(({ loc }) => loc[0] === 'cluster') ? { ...reply, status: 500 } : reply,
  }),
};
