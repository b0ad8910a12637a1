import type { FaultBehavior, FaultRecord } from '../fault';

const traceback = 'Traceback (most recent call last):\n  File "/app/focus_server/configure.py", line 112, in configure';

export const record: FaultRecord = {
  does: 'sends a stack trace with refusals',
  kind: 'answer',
  caughtBy: ['refusals'],
  mayAlsoFail: ['rollbacks'],
};

export const behavior: FaultBehavior = {
  server: ({ readProblems }) => ({
    refusal: (reply) => ({ ...reply, body: JSON.stringify({ detail: readProblems(reply), traceback }) }),
  }),
};
