import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'uses the number of a job again',
  kind: 'object',
  caughtBy: ['complete answers'],
  mayAlsoFail: [
    '@id:live-data-as-metadata-say',
    '@id:historic-data-partly-recorded',
    '@id:historic-data-still-recorded',
    '@id:port-taken',
  ],
};

export const behavior: FaultBehavior = { server: { sequence: () => 70_000 } };
