// Creates the objects of a job one by one; a port that another Service holds is exchanged for the next.
import { z } from 'zod';
import { type ApiClient, call, createOnce } from '../api-server/client';
import { ApiServerError } from '../api-server/errors';
import type { JobObject } from './job-objects';

const createdSchema = z.object({ spec: z.object({ ports: z.tuple([z.object({ nodePort: z.number() })]) }) });

type JobService = Extract<JobObject, { kind: 'Service' }>;

/** Creates one object. Throws `ApiServerError`. */
export async function create(client: ApiClient, object: JobObject): Promise<void> {
  const what = `create ${object.kind} ${object.metadata?.name}`;
  await createOnce(client, what, () => send(client, object));
}

/** Creates a Service at a port that the cluster chooses. Resolves to the port; throws `ApiServerError` when every port is taken. */
export async function createAtAnyPort(client: ApiClient, service: JobService): Promise<number> {
  const { core, namespace } = client;
  const ports = service.spec?.ports?.map(({ nodePort: _, ...port }) => port) ?? [];
  const body = { ...service, spec: { ...service.spec, ports } };
  const what = `create Service ${service.metadata?.name}`;
  const created: unknown = await call(client, what, () => core.createNamespacedService({ namespace, body }));
  return createdSchema.parse(created).spec.ports[0].nodePort;
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
