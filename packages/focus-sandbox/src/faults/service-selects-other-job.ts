import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: "lets the Service select another job's pods",
  kind: 'object',
  caughtBy: ['@id:job-port-exposed'],
};

export const behavior: FaultBehavior = {
  server: ({ changeService, nameObjects }) => ({
    createdObjects: changeService((spec, { others }) => {
      // Without another job, one that never existed.
      spec.selector = { app: nameObjects(others.at(-1)?.id ?? '0-0').job };
    }),
  }),
};
