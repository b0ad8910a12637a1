import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'requests no GPU share',
  kind: 'object',
  caughtBy: ['@id:job-gets-resources'],
};

export const behavior: FaultBehavior = {
  server: ({ changeContainer, gpuShare }) => ({
    createdObjects: changeContainer(({ resources }) => {
      delete resources?.requests?.[gpuShare];
      delete resources?.limits?.[gpuShare];
    }),
  }),
};
