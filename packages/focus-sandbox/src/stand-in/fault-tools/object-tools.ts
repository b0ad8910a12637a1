// Hooks that change the objects of a job: as they are created, and as they are removed.
import type { V1Container, V1JobSpec, V1ServiceSpec } from '@kubernetes/client-node';
import type { JobView, TransformHooks } from '../hooks';
import { nameObjects, type ObjectNames } from '../jobs/job';
import type { JobObject } from '../jobs/job-objects';
import { toNodePort } from '../jobs/ports';
import type { Removal } from '../jobs/removal';

type CreatedObjects = TransformHooks['createdObjects'];
type Removals = TransformHooks['removals'];

/** Does not create one of a job's objects. */
export function omit(object: keyof ObjectNames): CreatedObjects {
  return (objects, { job }) => objects.filter(({ metadata }) => metadata?.name !== nameObjects(job.id)[object]);
}

/** Changes the spec of the streaming Job. */
export function changeJob(change: (spec: V1JobSpec, view: JobView) => void): CreatedObjects {
  return changeCopies((object, view) => {
    if (object.kind === 'Job' && object.metadata?.name === nameObjects(view.job.id).job && object.spec) {
      change(object.spec, view);
    }
  });
}

/** Changes the streaming container. */
export function changeContainer(change: (container: V1Container, view: JobView) => void): CreatedObjects {
  return changeJob((spec, view) => {
    for (const container of spec.template.spec?.containers ?? []) {
      change(container, view);
    }
  });
}

/** Changes the spec of the Service. */
export function changeService(change: (spec: V1ServiceSpec, view: JobView) => void): CreatedObjects {
  return changeCopies((object, view) => {
    if (object.kind === 'Service' && object.metadata?.name === nameObjects(view.job.id).service && object.spec) {
      change(object.spec, view);
    }
  });
}

/** Does not remove one of a job's objects. */
export function keep(object: keyof ObjectNames): Removals {
  return (removals, { job }) => removals.filter(({ name }) => name !== nameObjects(job.id)[object]);
}

/** Also removes an object of the newest other job. */
export function alsoRemove(kind: Removal['kind'], object: keyof ObjectNames): Removals {
  return (removals, { others }) => [
    ...removals,
    ...others.slice(-1).map(({ id }) => ({ kind, name: nameObjects(id)[object] })),
  ];
}

/** Creates a Service without pods that holds the port of a job which is gone. */
export function holdPort(objects: readonly JobObject[], { job }: JobView): JobObject[] {
  const nodePort = toNodePort(job.portOffset);
  const spec = { type: 'NodePort', ports: [{ port: 5000, nodePort, protocol: 'TCP' }] };
  return [...objects, { apiVersion: 'v1', kind: 'Service', metadata: { name: `port-${nodePort}` }, spec }];
}

function changeCopies(change: (object: JobObject, view: JobView) => void): CreatedObjects {
  return (objects, view) => {
    const copies = structuredClone([...objects]);
    for (const copy of copies) {
      change(copy, view);
    }
    return copies;
  };
}
