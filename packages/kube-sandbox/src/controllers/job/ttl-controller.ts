// Removes finished Jobs after their ttlSecondsAfterFinished.
import { type ControllerContext, observe } from '../controller-context';
import { WorkQueue } from '../work-queue';
import { findEndTime } from './job-status';

/** Starts the TTL-after-finished controller. Its deletions are in the foreground, as Kubernetes has them. */
export function startTtlController(context: ControllerContext): void {
  const queue: WorkQueue = new WorkQueue({ sync: (key) => sync(context, queue, key), signal: context.signal });
  observe(context, 'jobs', ({ object }) => {
    if (object.spec?.ttlSecondsAfterFinished === undefined || findEndTime(object.status) === undefined) return;
    queue.add(`${object.metadata.namespace}/${object.metadata.name}`);
  });
}

function sync({ store, now }: ControllerContext, queue: WorkQueue, key: string): void {
  const [namespace = '', name = ''] = key.split('/');
  const job = store.find('jobs', namespace, name);
  const end = findEndTime(job?.status);
  const seconds = job?.spec?.ttlSecondsAfterFinished;
  if (!job || end === undefined || seconds === undefined || job.metadata.deletionTimestamp !== undefined) return;
  const leftMs = Date.parse(end) + seconds * 1000 - now().getTime();
  if (leftMs > 0) {
    queue.addAfter(key, leftMs);
    return;
  }
  const preconditions = { uid: job.metadata.uid };
  store.delete('jobs', namespace, name, { propagationPolicy: 'Foreground', preconditions });
}
