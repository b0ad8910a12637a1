import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'accepts for a waterfall what only a spectrogram has',
  kind: 'answer',
  caughtBy: ['@id:waterfalls-refused', '@id:refusals-clear'],
};

export const behavior: FaultBehavior = { server: ({ omitRule }) => ({ rules: omitRule('waterfall') }) };
