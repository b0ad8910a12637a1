import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'leaves the pod of a cancelled job',
  kind: 'object',
  caughtBy: ['@id:cancel-cleans-up'],
};

export const behavior: FaultBehavior = {
  server: ({ nameObjects }) => ({
    removals: (removals, { job }) =>
      removals.map((removal) =>
        removal.name === nameObjects(job.id).job ? { ...removal, propagationPolicy: 'Orphan' } : removal,
      ),
  }),
};
