// Ends the jobs that a starting server finds, as one does that keeps no state and takes them for leftovers.
import type { ApiClient } from '../api-server/client';
import { removalsOf, remove } from '../jobs/removal';
import { existingJobs } from '../jobs/restore';

/** Throws `ApiServerError`. */
export async function endJobs(client: ApiClient): Promise<void> {
  for (const { id } of await existingJobs(client)) {
    await remove(client, removalsOf(id));
  }
}
