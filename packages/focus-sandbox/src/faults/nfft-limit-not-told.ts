import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'refuses an NFFT that is too large or too small without its limits',
  kind: 'answer',
  caughtBy: ['@id:nfft-refused', '@id:refusals-clear'],
};

export const behavior: FaultBehavior = {
  server: ({ changeProblems }) => ({
    refusal: changeProblems((problem) => ({
      ...problem,
      msg: problem.msg.replace(/a power of two from.*$/, 'a power of two'),
    })),
  }),
};
