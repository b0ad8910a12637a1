import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'creates no Service',
  kind: 'object',
  caughtBy: ['@id:job-spawns-pod', '@id:job-port-exposed'],
  mayAlsoFail: [
    'rollbacks',
    '@id:port-taken',
    '@id:port-of-cancelled-job',
    '@id:cancel-cleans-up',
    '@id:clean-restart',
  ],
};

export const behavior: FaultBehavior = { server: ({ omit }) => ({ createdObjects: omit('service') }) };
