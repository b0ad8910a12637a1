// Lets a test shorten the deadline of calls that it leaves unanswered, so that it need not wait for the usual one.
import type { V1ConfigMap } from '@kubernetes/client-node';
import { z } from 'zod';
import type { CallDeadlines, ShorterDeadline } from './call-deadlines';
import type { ApiClient } from './client';
import { follow } from './object-watch';

/**
 * The ConfigMap by which a test lets calls of the API server fail. The API server reads which calls; the stand-in reads
 * `clientDeadlineSeconds`, how long it waits for them. All other calls keep their deadline.
 */
const failuresConfigMap = 'api-server-failures';

const switchSchema = z.object({
  verb: z.literal('create'),
  resource: z.string(),
  clientDeadlineSeconds: z.coerce.number().positive(),
});

/** Begins to follow the ConfigMap. Throws `ApiServerError` when the first list is refused. */
export async function followDeadlineSwitch(client: ApiClient, deadlines: CallDeadlines): Promise<void> {
  const { core, namespace } = client;
  const selectors = { fieldSelector: `metadata.name=${failuresConfigMap}` };
  await follow<V1ConfigMap>(client, {
    path: `/api/v1/namespaces/${namespace}/configmaps`,
    selectors,
    list: () => core.listNamespacedConfigMap({ namespace, ...selectors }),
    onSnapshot: (items) => deadlines.shorten(readSwitch(items[0])),
    onChange: (type, object) => deadlines.shorten(type === 'DELETED' ? undefined : readSwitch(object)),
  });
}

/** Undefined when the ConfigMap shortens no deadline. */
function readSwitch(configMap: V1ConfigMap | undefined): ShorterDeadline | undefined {
  const { data } = switchSchema.safeParse(configMap?.data);
  return data && { resource: data.resource, deadlineMs: data.clientDeadlineSeconds * 1_000 };
}
