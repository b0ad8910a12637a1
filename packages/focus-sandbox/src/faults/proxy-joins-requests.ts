import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'a proxy gives one answer to equal requests at the same time',
  kind: 'network',
  caughtBy: ['@id:port-free-before-job', '@id:job-port-exposed', '@id:cancel-cleans-up', '@id:predictable-port-in-use'],
  mayAlsoFail: ['@id:clean-restart'],
};

export const behavior: FaultBehavior = { server: { joinsEqualRequests: true } };
