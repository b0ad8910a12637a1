import type { FaultBehavior, FaultRecord } from '../fault';
import type { Job } from '../stand-in/jobs/job';

export const record: FaultRecord = {
  does: 'answers with one port to two jobs that are requested at once',
  kind: 'answer',
  caughtBy: ['@id:port-free-before-job'],
  mayAlsoFail: ['@id:job-port-exposed', '@id:cancel-cleans-up', '@id:clean-restart', '@id:predictable-port-in-use'],
};

export const behavior: FaultBehavior = {
  server: ({ toNodePort }) => {
    // For a job that is created while an older one still is, that one.
    const rivals = new WeakMap<Job, Job>();
    return {
      createdObjects: (objects, { job, others }) => {
        const isCreated = ({ createdAt }: Job) => createdAt !== Number.POSITIVE_INFINITY;
        const rival = others.find((other) => !isCreated(other) && other.sequence < job.sequence);
        if (rival !== undefined) {
          rivals.set(job, rival);
        }
        return objects;
      },
      answer: (answer, { job }) => ({ ...answer, stream_port: toNodePort((rivals.get(job) ?? job).portOffset) }),
    };
  },
};
