import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'starts the pod of a historic job without its range',
  kind: 'answer',
  caughtBy: ['@id:historic-data-recorded'],
};

export const behavior: FaultBehavior = {
  server: ({ changeContainer }) => ({
    createdObjects: changeContainer((container) => {
      container.args = container.args?.slice(0, 1) ?? [];
    }),
  }),
};
