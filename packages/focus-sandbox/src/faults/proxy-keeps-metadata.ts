import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'a proxy answers with the live metadata of the past',
  kind: 'network',
  caughtBy: ['@id:live-data-missing'],
  mayAlsoFail: ['@id:live-data-as-metadata-say', '@id:live-data-flow'],
};

export const behavior: FaultBehavior = {
  server: ({ fibre }) => ({
    delivery: (reply, { url }) => (url.endsWith('/live_metadata') ? { ...reply, body: JSON.stringify(fibre) } : reply),
  }),
};
