import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'counts one channel and one frequency too many',
  kind: 'answer',
  caughtBy: ['complete answers'],
  mayAlsoFail: [
    '@id:live-data-as-metadata-say',
    '@id:historic-data-partly-recorded',
    '@id:historic-data-still-recorded',
    '@id:port-taken',
  ],
};

export const behavior: FaultBehavior = {
  server: {
    answer: (answer) => ({
      ...answer,
      channel_amount: answer.channel_amount + 1,
      frequencies_amount: answer.frequencies_amount + 1,
    }),
  },
};
