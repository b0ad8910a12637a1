import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'does not name the field that is wrong',
  kind: 'answer',
  caughtBy: ['@id:refusals-clear'],
  mayAlsoFail: ['refusals'],
};

export const behavior: FaultBehavior = {
  server: ({ changeProblems }) => ({
    refusal: changeProblems(({ msg, type }) => ({ loc: ['body'], msg: msg.replace(/^\S+ is /, 'value is '), type })),
  }),
};
