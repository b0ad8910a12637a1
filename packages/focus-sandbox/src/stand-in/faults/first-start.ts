// Ends a server at its first start in a namespace, and lets it run from then on.
import { type ApiClient, createIfAbsent } from '../api-server/client';
import { partOf } from '../jobs/job';

const name = 'focus-server-first-start';

/** Rejects unless it was called in this namespace before: the memory is a ConfigMap, for a container forgets. */
export async function failFirstStart(client: ApiClient): Promise<void> {
  const { core, namespace } = client;
  const body = { metadata: { name, labels: partOf } };
  const isFirst = await createIfAbsent(client, `create ConfigMap ${name}`, () =>
    core.createNamespacedConfigMap({ namespace, body }),
  );
  if (isFirst) {
    throw new Error('the server was not ready to start');
  }
}
