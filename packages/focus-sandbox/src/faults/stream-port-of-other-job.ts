import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'answers with the port of another job',
  kind: 'answer',
  caughtBy: ['@id:job-port-exposed'],
  mayAlsoFail: ['@id:cancel-cleans-up', '@id:port-taken', '@id:throughput-estimate', '@id:clean-restart'],
};

export const behavior: FaultBehavior = {
  server: ({ toNodePort }) => ({
    answer: (answer, { job, others }) => ({
      ...answer,
      stream_port: toNodePort(others.at(-1)?.portOffset ?? job.portOffset + 1),
    }),
  }),
};
