import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'sends refusals as a page',
  kind: 'answer',
  caughtBy: ['refusals'],
  mayAlsoFail: ['rollbacks'],
};

export const behavior: FaultBehavior = {
  server: ({ readMessage }) => ({
    refusal: (reply) => ({
      ...reply,
      type: 'text/html',
      body: `<!doctype html><title>Error ${reply.status}</title><h1>${reply.status}</h1><p>${readMessage(reply)}</p>`,
    }),
  }),
};
