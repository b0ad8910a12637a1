// Ends the jobs that a starting server finds, or parts of them, as one does that keeps no state and takes them for leftovers.
import type { ApiClient } from '../api-server/client';
import { type Removal, removalsOf, remove } from '../jobs/removal';
import { existingJobs } from '../jobs/restore';

/** Throws `ApiServerError`. */
export async function endJobs(client: ApiClient): Promise<void> {
  await endParts(client, () => true);
}

/** The pods run on, and nobody reaches them. Throws `ApiServerError`. */
export async function endServices(client: ApiClient): Promise<void> {
  await endParts(client, ({ kind }) => kind === 'Service');
}

async function endParts(client: ApiClient, isEnded: (part: Removal) => boolean): Promise<void> {
  for (const { id } of await existingJobs(client)) {
    await remove(client, removalsOf(id).filter(isEnded));
  }
}
