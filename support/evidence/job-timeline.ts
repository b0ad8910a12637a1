// What the objects of a scenario went through, oldest first.
import type { KubernetesObject } from '@kubernetes/client-node';
import type { ClusterObserver } from '../cluster/watch/cluster-observer';
import { identify } from '../cluster/watch/kinds';
import type { ObjectWatch } from '../cluster/watch/object-watch';
import { describeLeftOut, describeNoJobs, type Subjects } from './subjects';

interface Line {
  readonly time: Date;
  readonly text: string;
}

/** Every change of the objects and their events, on this machine's clock. */
export function describeTimeline(observer: ClusterObserver, subjects: Subjects): string {
  const { jobs, pods, services, endpoints, events } = observer;
  const lines = [
    ...listChanges(jobs, subjects),
    ...listChanges(pods, subjects),
    ...listChanges(services, subjects),
    ...listChanges(endpoints, subjects),
    ...listChanges(events, subjects),
  ];
  const texts = lines
    .sort((left, right) => left.time.getTime() - right.time.getTime())
    .map(({ time, text }) => `${time.toISOString()} ${text}`);
  if (texts.length > 0) return [...texts, ...describeLeftOut(subjects)].join('\n');
  if (subjects.jobs.length === 0) return describeNoJobs(subjects);
  return `no object of ${subjects.jobs.map(({ jobId }) => `job ${jobId}`).join(', ')} was seen`;
}

function listChanges<T extends KubernetesObject>(watch: ObjectWatch<T>, subjects: Subjects): Line[] {
  return watch.listHistories().flatMap((changes) =>
    changes
      .filter(({ object }) => isSubject(object, subjects))
      .map(({ type, object, time }) => ({
        time,
        text: `${type} ${watch.kind.kind} ${identify(object).name}: ${watch.kind.summarize(object)}`,
      })),
  );
}

/** Objects of a job, their pods and their events all have its id in their names. */
function isSubject(object: KubernetesObject, { jobs, strays }: Subjects): boolean {
  const { name, uid } = identify(object);
  return jobs.some(({ jobId }) => name.includes(`-${jobId}`)) || strays.some((stray) => stray.uid === uid);
}
