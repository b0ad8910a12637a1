// What a restarted server finds of its jobs in the cluster.
import type { V1Job, V1Service } from '@kubernetes/client-node';
import { type ApiClient, call } from '../api-server/client';
import { configureSchema } from '../rest/requests';
import { type Job, parseJobName, partOfSelector, requestAnnotation, serviceName } from './job';
import { noPort, offsetOfNodePort } from './ports';

/** The jobs whose Job and Service exist, oldest first. Throws `ApiServerError`. */
export async function existingJobs(client: ApiClient): Promise<Job[]> {
  const { batch, core, namespace } = client;
  const query = { namespace, labelSelector: partOfSelector };
  const [jobs, services] = await Promise.all([
    call(client, 'list Jobs', () => batch.listNamespacedJob(query)),
    call(client, 'list Services', () => core.listNamespacedService(query)),
  ]);
  return jobs.items.flatMap((object) => jobOf(object, services.items)).sort((a, b) => a.sequence - b.sequence);
}

/** The id of the job that a Job belongs to; undefined for another Job, such as a cleanup Job. */
export function jobIdOf(object: V1Job): string | undefined {
  return parseJobName(object.metadata?.name ?? '')?.id;
}

function jobOf(object: V1Job, services: readonly V1Service[]): Job[] {
  const place = parseJobName(object.metadata?.name ?? '');
  const request = configureSchema.safeParse(parseJson(object.metadata?.annotations?.[requestAnnotation] ?? ''));
  if (place === undefined || !request.success) {
    return [];
  }
  const service = services.find((candidate) => candidate.metadata?.name === serviceName(place.id));
  const offset = offsetOfNodePort(service?.spec?.ports?.[0]?.nodePort ?? 0);
  return [{ ...place, request: request.data, portOffset: offset ?? noPort, createdAt: 0 }];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
