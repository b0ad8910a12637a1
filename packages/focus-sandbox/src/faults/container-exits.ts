import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'the container of a job ends at once with an error',
  kind: 'node',
  caughtBy: ['@id:job-spawns-pod'],
  breaksJobs: true,
};

export const behavior: FaultBehavior = {
  cluster: ({ streaming }) => ({
    policies: [
      {
        policy: 'containers-exit',
        pods: streaming,
        exitCode: 1,
        log: 'fatal: cannot map the stream buffer',
        runs: 'all',
      },
    ],
  }),
};
