// The objects of a scenario's jobs as they are in the cluster now, as YAML.
import type { KubernetesObject } from '@kubernetes/client-node';
import { stringify } from 'yaml';
import type { ClusterObserver } from '../cluster/watch/cluster-observer';
import { identify } from '../cluster/watch/kinds';
import type { LedgerEntry } from '../jobs/ledger-entry';
import { isPodOf } from '../jobs/object-names';
import { describeLeftOut, describeNoJobs, type Subjects } from './subjects';

/** The objects of each job, with a line on how the ledger knows the job; and the objects that belong to no job. */
export function describeJobObjects(observer: ClusterObserver, subjects: Subjects): string {
  const { jobs, strays } = subjects;
  const sections = [
    ...(jobs.length === 0 ? [describeNoJobs(subjects)] : jobs.map((entry) => describeJob(observer, entry))),
    ...describeLeftOut(subjects),
  ];
  if (strays.length > 0) sections.push(describeStrays(observer, subjects));
  return sections.join('\n\n');
}

const origins = {
  answered: (request: number) => `the answer to request ${request} gave its id`,
  named: (request: number) => `the refusal of request ${request} names objects of it`,
  appeared: () => 'no answer gave its id, but its objects appeared after a request of the scenario',
} as const;

function describeJob(observer: ClusterObserver, entry: LedgerEntry): string {
  const { jobId, origin, request } = entry;
  const title = `# Job ${jobId}: ${origins[origin](request)}`;
  const objects = objectsOf(observer, entry);
  if (objects.length === 0) return `${title}\nnothing of it is in the cluster now`;
  return `${title}\n${objects.map(asYaml).join('---\n')}`;
}

function describeStrays(observer: ClusterObserver, { strays }: Subjects): string {
  const { jobs, services, pods } = observer;
  const present = [...jobs.objects(), ...services.objects(), ...pods.objects()];
  const texts = strays.map(({ kind, name, uid }) => {
    const object = present.find((candidate) => identify(candidate).uid === uid);
    return object === undefined ? `${kind} ${name}: it is gone again\n` : asYaml(object);
  });
  return `# Objects that appeared after a request of the scenario and belong to no job of it\n${texts.join('---\n')}`;
}

function objectsOf({ jobs, pods, services, endpoints }: ClusterObserver, { names }: LedgerEntry): KubernetesObject[] {
  return [
    ...jobs.objects().filter((job) => [names.job, names.cleanupJob].includes(job.metadata?.name ?? '')),
    ...pods.objects().filter((pod) => isPodOf(names, pod)),
    ...services.objects().filter((service) => service.metadata?.name === names.service),
    ...endpoints.objects().filter((object) => object.metadata?.name === names.service),
  ];
}

function asYaml(object: KubernetesObject): string {
  return stringify(object, { lineWidth: 0 });
}
