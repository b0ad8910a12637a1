import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'gives the streaming container no memory limit',
  kind: 'object',
  caughtBy: ['@id:job-gets-resources'],
};

export const behavior: FaultBehavior = {
  server: ({ changeContainer }) => ({
    createdObjects: changeContainer(({ resources }) => {
      delete resources?.limits?.memory;
    }),
  }),
};
