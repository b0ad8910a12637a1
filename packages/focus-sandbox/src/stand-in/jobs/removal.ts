// How the objects of a job are removed.
import { type ApiClient, deleteIfPresent } from '../api-server/client';
import { nameObjects } from './job';

/** One object to delete. The pods of a Job go with it in the background, unless they are orphaned. */
export interface Removal {
  /** `PodsOf` are the pods of the Job with that name. */
  readonly kind: 'Job' | 'Service' | 'PodsOf';
  readonly name: string;
  readonly propagationPolicy?: 'Background' | 'Orphan';
  /** It is deleted so much later; nobody waits for that. */
  readonly afterMs?: number;
}

/** Everything that a job consists of. */
export function listRemovals(id: string): Removal[] {
  const { job, service, cleanupJob } = nameObjects(id);
  return [
    { kind: 'Job', name: cleanupJob },
    { kind: 'Service', name: service },
    { kind: 'Job', name: job },
  ];
}

/** Deletes the objects; those that are gone already are no error. Throws `ApiServerError`. */
export async function remove(client: ApiClient, removals: readonly Removal[]): Promise<void> {
  await Promise.all(removals.map((removal) => removeObject(client, removal)));
}

async function removeObject(client: ApiClient, { afterMs, ...removal }: Removal): Promise<void> {
  if (afterMs === undefined) {
    await deleteIfPresent(client, `delete ${removal.kind} ${removal.name}`, () => send(client, removal));
    return;
  }
  // The server may have ended by then.
  setTimeout(() => void removeObject(client, removal).catch(() => undefined), afterMs).unref();
}

function send({ batch, core, namespace }: ApiClient, removal: Removal): Promise<unknown> {
  const { name, propagationPolicy = 'Background' } = removal;
  switch (removal.kind) {
    case 'Job':
      return batch.deleteNamespacedJob({ name, namespace, propagationPolicy });
    case 'Service':
      return core.deleteNamespacedService({ name, namespace });
    case 'PodsOf':
      return core.deleteCollectionNamespacedPod({ namespace, labelSelector: `app=${name}` });
  }
}
