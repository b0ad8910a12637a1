import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'answers 500 when no recording is in the range',
  kind: 'answer',
  caughtBy: ['@id:historic-data-missing', '@id:refusals-clear', '@id:predictable-without-data'],
};

export const behavior: FaultBehavior = {
  server: ({ refuse }) => ({
    noRecording: (refusal) => refuse(500, ['body', 'start_time'], 'no_data', refusal?.message ?? 'no recording found'),
  }),
};
