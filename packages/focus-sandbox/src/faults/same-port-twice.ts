import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'gives every job the port of the oldest',
  kind: 'object',
  caughtBy: ['@id:job-port-exposed'],
  mayAlsoFail: ['@id:cancel-cleans-up', '@id:port-taken', '@id:throughput-estimate', '@id:clean-restart'],
};

export const behavior: FaultBehavior = {
  server: ({ changeService, toNodePort, toServicePort }) => ({
    createdObjects: changeService((spec, { job, others }) => {
      const [oldest = job] = others;
      spec.ports = spec.ports?.map((port) => ({ ...port, port: toServicePort(oldest.portOffset) })) ?? [];
    }),
    answer: (answer, { job, others: [oldest = job] }) => ({ ...answer, stream_port: toNodePort(oldest.portOffset) }),
  }),
};
