// Finds the jobs that run in the cluster, for a server that was restarted.
import type { V1Job, V1Service } from '@kubernetes/client-node';
import { type ApiClient, call } from '../api-server/client';
import { configureSchema } from '../rest/requests';
import { type Job, nameObjects, parseJobName, partOfSelector, requestAnnotation } from './job';
import { noPort, toPortOffset } from './ports';

/** The jobs whose Job exists, oldest first. Throws `ApiServerError`. */
export async function findJobs(client: ApiClient): Promise<Job[]> {
  const { batch, core, namespace } = client;
  const query = { namespace, labelSelector: partOfSelector };
  const [jobs, services] = await Promise.all([
    call(client, 'list Jobs', () => batch.listNamespacedJob(query)),
    call(client, 'list Services', () => core.listNamespacedService(query)),
  ]);
  return jobs.items.flatMap((object) => restoreJob(object, services.items)).sort((a, b) => a.sequence - b.sequence);
}

/** The id of the job that a Job belongs to; undefined for another Job, such as a cleanup Job. */
export function readJobId(object: V1Job): string | undefined {
  return parseJobName(object.metadata?.name ?? '')?.id;
}

function restoreJob(object: V1Job, services: readonly V1Service[]): Job[] {
  const parsed = parseJobName(object.metadata?.name ?? '');
  const request = configureSchema.safeParse(parseJson(object.metadata?.annotations?.[requestAnnotation] ?? ''));
  if (parsed === undefined || !request.success) {
    return [];
  }
  const service = services.find(({ metadata }) => metadata?.name === nameObjects(parsed.id).service);
  const offset = toPortOffset(service?.spec?.ports?.[0]?.nodePort ?? 0);
  return [{ ...parsed, request: request.data, portOffset: offset ?? noPort, createdAt: 0 }];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
