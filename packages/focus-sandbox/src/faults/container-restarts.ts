import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'the container of a job runs only after a restart',
  kind: 'node',
  caughtBy: ['@id:job-spawns-pod'],
};

export const behavior: FaultBehavior = {
  cluster: ({ streaming }) => ({
    policies: [
      {
        policy: 'containers-exit',
        pods: streaming,
        exitCode: 1,
        log: 'fatal: cannot map the stream buffer',
        runs: 'first',
      },
    ],
  }),
};
