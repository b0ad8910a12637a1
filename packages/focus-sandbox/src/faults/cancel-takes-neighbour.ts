import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'removes the pod of another job on a cancel',
  kind: 'object',
  caughtBy: ['@id:cancel-cleans-up'],
};

export const behavior: FaultBehavior = { server: ({ alsoRemove }) => ({ removals: alsoRemove('PodsOf', 'job') }) };
