import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'lets the Service forward to a port that nothing listens on',
  kind: 'object',
  caughtBy: ['@id:job-port-exposed'],
};

export const behavior: FaultBehavior = {
  server: ({ changeService, streamPort }) => ({
    createdObjects: changeService((spec) => {
      spec.ports = spec.ports?.map((port) => ({ ...port, targetPort: streamPort + 1 })) ?? [];
    }),
  }),
};
