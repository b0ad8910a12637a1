import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'refuses a range of which a part was not recorded',
  kind: 'answer',
  caughtBy: ['@id:historic-data-partly-recorded'],
};

export const behavior: FaultBehavior = {
  server: {
    recordings: (found, { start, end }) => found.filter(([from, to]) => from <= start && (to === -1 || to >= end)),
  },
};
