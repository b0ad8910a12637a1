import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'sends refusals with status 200',
  kind: 'answer',
  caughtBy: ['refusals'],
  mayAlsoFail: ['rollbacks'],
};

export const behavior: FaultBehavior = { server: { refusal: (reply) => ({ ...reply, status: 200 }) } };
