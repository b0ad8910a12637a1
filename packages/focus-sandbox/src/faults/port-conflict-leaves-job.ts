import type { FaultBehavior, FaultRecord } from '../fault';

export const record: FaultRecord = {
  does: 'answers 409 when the port is taken, but leaves the Job',
  kind: 'object',
  caughtBy: ['taken ports'],
};

export const behavior: FaultBehavior = {
  server: ({ keep, refuse, toNodePort }) => {
    const taken = new Set<number>();
    return {
      takenPort: async (port) => {
        taken.add(port);
        throw refuse(409, ['server', 'ports'], 'port', `port ${port} is in use; free it or try again`);
      },
      rollback: (removals, view) =>
        taken.has(toNodePort(view.job.portOffset)) ? keep('job')(removals, view) : removals,
    };
  },
};
