import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'finds no data in a recording that still runs',
  kind: 'answer',
  caughtBy: ['@id:historic-data-still-recorded'],
};

export const behavior: FaultBehavior = { server: { recordings: (found) => found.filter(([, to]) => to !== -1) } };
