import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'answers with all frequencies, whichever were requested',
  kind: 'answer',
  caughtBy: ['complete answers with frequencies'],
  mayAlsoFail: [
    '@id:live-data-as-metadata-say',
    '@id:historic-data-partly-recorded',
    '@id:historic-data-still-recorded',
    '@id:port-taken',
  ],
};

export const behavior: FaultBehavior = {
  server: ({ fibre, listFrequencies }) => ({
    answer: (answer, { job }) => {
      const all = listFrequencies({ ...job.request, frequencyRange: null }, fibre.prr);
      return { ...answer, frequencies_list: all, frequencies_amount: all.length };
    },
  }),
};
