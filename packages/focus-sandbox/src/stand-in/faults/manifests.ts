// Changes to a job's objects, in the words of faults.
import type { V1Container, V1JobSpec, V1ServiceSpec } from '@kubernetes/client-node';
import type { Hooks, JobView } from '../hooks';
import { jobName, serviceName } from '../jobs/job';
import type { JobObject } from '../jobs/job-objects';

type Creations = Hooks['creations'];

/** The object with a name is not created. */
export function without(nameOf: (id: string) => string): Creations {
  return (objects, { job }) => objects.filter((object) => object.metadata?.name !== nameOf(job.id));
}

/** Changes the spec of the streaming Job. */
export function onStreamJob(change: (spec: V1JobSpec, view: JobView) => void): Creations {
  return changing((object, view) => {
    if (object.kind === 'Job' && object.metadata?.name === jobName(view.job.id) && object.spec) {
      change(object.spec, view);
    }
  });
}

/** Changes the streaming container. */
export function onContainer(change: (container: V1Container, view: JobView) => void): Creations {
  return onStreamJob((spec, view) => {
    for (const container of spec.template.spec?.containers ?? []) {
      change(container, view);
    }
  });
}

/** Changes the spec of the job's Service. */
export function onService(change: (spec: V1ServiceSpec, view: JobView) => void): Creations {
  return changing((object, view) => {
    if (object.kind === 'Service' && object.metadata?.name === serviceName(view.job.id) && object.spec) {
      change(object.spec, view);
    }
  });
}

function changing(change: (object: JobObject, view: JobView) => void): Creations {
  return (objects, view) => {
    const copies = structuredClone([...objects]);
    for (const copy of copies) {
      change(copy, view);
    }
    return copies;
  };
}
