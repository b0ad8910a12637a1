// Creates the objects of a job one by one; a port that somebody else holds is exchanged for the next.
import { type ApiClient, createOnce } from '../api-server/client';
import { ApiServerError } from '../api-server/errors';
import type { JobObject } from './job-objects';

/** Creates one object. Throws `ApiServerError`. */
export async function create(client: ApiClient, object: JobObject): Promise<void> {
  const what = `create ${object.kind} ${object.metadata?.name}`;
  await createOnce(client, what, () => send(client, object));
}

/** Whether a Service was refused because its `nodePort` belongs to another Service. */
export function isPortTaken(error: unknown): boolean {
  return error instanceof ApiServerError && error.code === 422 && error.message.includes('already allocated');
}

function send({ batch, core, namespace }: ApiClient, object: JobObject): Promise<unknown> {
  switch (object.kind) {
    case 'Job':
      return batch.createNamespacedJob({ namespace, body: object });
    case 'Service':
      return core.createNamespacedService({ namespace, body: object });
    case 'Pod':
      return core.createNamespacedPod({ namespace, body: object });
  }
}
