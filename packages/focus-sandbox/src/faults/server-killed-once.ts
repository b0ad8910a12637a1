import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: "the server's container is killed once after its start",
  kind: 'node',
  caughtBy: ['@id:clean-startup', '@id:clean-restart'],
};

export const behavior: FaultBehavior = {
  cluster: ({ serverPod }) => ({ policies: [{ policy: 'first-run-killed', pods: serverPod }] }),
};
