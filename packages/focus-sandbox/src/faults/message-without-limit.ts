import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'does not name what would be valid',
  kind: 'answer',
  caughtBy: ['@id:refusals-clear'],
  mayAlsoFail: ['refusals'],
};

export const behavior: FaultBehavior = {
  server: ({ changeProblems }) => ({
    refusal: changeProblems((problem) => ({ ...problem, msg: problem.msg.replace(/;.*$/, ' and not valid') })),
  }),
};
