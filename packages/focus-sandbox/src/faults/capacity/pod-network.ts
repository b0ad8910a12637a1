import type { FaultBehavior, FaultRecord } from '../../fault';

export const record: FaultRecord = {
  does: 'the pod network has 303 addresses',
  kind: 'network',
  caughtBy: ['@id:capacity-target'],
};

export const behavior: FaultBehavior = { cluster: { policies: [{ policy: 'pod-addresses', most: 303 }] } };
