import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'accepts a historic job in a range without a recording',
  kind: 'answer',
  caughtBy: ['@id:historic-data-missing', '@id:refusals-clear', '@id:predictable-without-data'],
};

export const behavior: FaultBehavior = { server: { noRecording: () => undefined } };
