// The objects of a scenario's jobs as they are in the cluster now, as YAML.
import type { KubernetesObject } from '@kubernetes/client-node';
import { stringify } from 'yaml';
import type { ClusterObserver } from '../cluster/watch/cluster-observer';
import { identify } from '../cluster/watch/kinds';
import type { LedgerEntry } from '../jobs/ledger-entry';
import { isJobPod } from '../jobs/object-names';
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
  const objects = listObjects(observer, entry);
  if (objects.length === 0) return `${title}\nnothing of it is in the cluster now`;
  return `${title}\n${objects.map(formatYaml).join('---\n')}`;
}

function describeStrays(observer: ClusterObserver, { strays }: Subjects): string {
  const { jobs, services, pods } = observer;
  const present = [...jobs.listObjects(), ...services.listObjects(), ...pods.listObjects()];
  const texts = strays.map(({ kind, name, uid }) => {
    const object = present.find((candidate) => identify(candidate).uid === uid);
    return object === undefined ? `${kind} ${name}: it is gone again\n` : formatYaml(object);
  });
  return `# Objects that appeared after a request of the scenario and belong to no job of it\n${texts.join('---\n')}`;
}

function listObjects({ jobs, pods, services, endpoints }: ClusterObserver, { names }: LedgerEntry): KubernetesObject[] {
  return [
    ...jobs.listObjects().filter((job) => [names.job, names.cleanupJob].includes(job.metadata?.name ?? '')),
    ...pods.listObjects().filter((pod) => isJobPod(names, pod)),
    ...services.listObjects().filter((service) => service.metadata?.name === names.service),
    ...endpoints.listObjects().filter((object) => object.metadata?.name === names.service),
  ];
}

function formatYaml(object: KubernetesObject): string {
  return stringify(object, { lineWidth: 0 });
}
