import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'starts the pod of a historic job with the end as its start',
  kind: 'answer',
  caughtBy: ['@id:historic-data-recorded'],
};

export const behavior: FaultBehavior = {
  server: ({ changeContainer }) => ({
    createdObjects: changeContainer((container, { job }) => {
      const { start_time: start, end_time: end } = job.request;
      if (start && end) container.args = ['stream', `--start-time=${end}`, `--end-time=${start}`];
    }),
  }),
};
