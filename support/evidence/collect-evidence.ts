// Evidence of a failed scenario: the exchanges, the objects of its jobs, their events, logs and a timeline, redacted and capped.
import type { KubernetesObject } from '@kubernetes/client-node';
import { stringify } from 'yaml';
import { readLog } from '../cluster/readings/logs';
import type { ClusterConnection } from '../cluster/transport/connection';
import type { ClusterObserver } from '../cluster/watch/cluster-observer';
import { identify } from '../cluster/watch/kinds';
import type { ObjectWatch } from '../cluster/watch/object-watch';
import { messageChain } from '../common/errors';
import type { Exchange, FailedCall } from '../focus-server';
import type { Job } from '../jobs/job';
import { isPodOf, type JobObjectNames } from '../jobs/object-names';
import { knownSecrets } from '../redaction/known-secrets';
import { secretsOfObjects } from '../redaction/object-secrets';
import { redact } from '../redaction/redact';
import { cap, printable } from '../redaction/sanitize';

/** What a scenario leaves to look at. */
export interface EvidenceSource {
  readonly jobs: readonly Job[];
  readonly exchanges: readonly (Exchange | FailedCall)[];
  readonly observer: ClusterObserver;
  readonly cluster: ClusterConnection;
  /** Labels of the Focus Server's own pods. */
  readonly serverLabels: Readonly<Record<string, string>>;
  attach(text: string, options: { mediaType: string; fileName: string }): void;
}

const sectionLimit = 48 * 1024;

/** Attaches what is needed to understand the failure without a second run. A part that cannot be had says why; it never throws. */
export async function collectEvidence(source: EvidenceSource, signal: AbortSignal): Promise<void> {
  const names = source.jobs.map((job) => job.names);
  const unseen = await watchAll(source.observer, signal);
  const secrets = [...knownSecrets(process.env), ...secretsOfObjects(source.observer.pods.objects())];
  const safe = (text: string): string => redact(printable(text), secrets);
  const attach = (title: string, text: string): void => {
    source.attach(`${title}\n${'='.repeat(title.length)}\n${cap(safe(text), sectionLimit)}`, {
      mediaType: 'text/plain',
      fileName: `${title}.txt`,
    });
  };
  attach('Calls to the Focus Server', source.exchanges.map((call) => describeCall(call, safe)).join('\n\n') || 'none');
  const seen = timeline(source) || 'no object of the scenario was seen';
  attach('Timeline of the cluster', [...unseen, seen].join('\n'));
  attach('Objects of the jobs', objects(source, names) || 'none is left');
  attach('Logs', await logs(source, names, signal));
}

/** `safe` before the cut: half of a secret is not known as one. */
function describeCall(call: Exchange | FailedCall, safe: (text: string) => string): string {
  const head = `${call.startedAt.toISOString()} ${call.method} ${call.path} (${Math.round(call.durationMs)} ms)`;
  const body = call.requestBody === undefined ? '' : `\n  asked: ${JSON.stringify(call.requestBody)}`;
  if ('failure' in call) return `${head}${body}\n  no answer: ${call.failure}`;
  return `${head}${body}\n  answered: ${call.status} ${call.contentType}\n  ${cap(safe(call.bodyText), 4_096)}`;
}

/** A scenario may have failed before it looked at all kinds: what is watched only now is known as it is. Resolves to what could not be read. */
async function watchAll(observer: ClusterObserver, signal: AbortSignal): Promise<string[]> {
  const { jobs, pods, services, endpoints, events } = observer;
  const watches = [jobs, pods, services, endpoints, events];
  const read = await Promise.allSettled(watches.map((watch) => watch.synced(signal)));
  return read.flatMap((one, index) =>
    one.status === 'fulfilled' ? [] : [`${watches[index]?.kind.plural} could not be read: ${messageChain(one.reason)}`],
  );
}

/** Every change of the scenario's objects and their events, oldest first, on this machine's clock. */
function timeline(source: EvidenceSource): string {
  const { observer } = source;
  const ids = source.jobs.map((job) => job.id);
  const ours = (text: string | undefined): boolean => ids.some((id) => text?.includes(`-${id}`) === true);
  const changesOf = <T extends KubernetesObject>(watch: ObjectWatch<T>) =>
    watch.histories().flatMap((changes) =>
      changes
        .filter(({ object }) => ours(identify(object).name))
        .map(({ type, object, time }) => ({
          time,
          text: `${type} ${watch.kind.kind} ${identify(object).name}: ${watch.kind.summarise(object)}`,
        })),
    );
  const { jobs, pods, services, endpoints, events } = observer;
  return [jobs, pods, services, endpoints, events]
    .flatMap((watch) => changesOf<KubernetesObject>(watch as unknown as ObjectWatch<KubernetesObject>))
    .sort((left, right) => left.time.getTime() - right.time.getTime())
    .map(({ time, text }) => `${time.toISOString()} ${text}`)
    .join('\n');
}

function objects(source: EvidenceSource, names: readonly JobObjectNames[]): string {
  const { jobs, pods, services, endpoints } = source.observer;
  const of = (each: JobObjectNames): KubernetesObject[] => [
    ...jobs.objects().filter((job) => [each.job, each.cleanupJob].includes(job.metadata?.name ?? '')),
    ...pods.objects().filter((pod) => isPodOf(each, pod)),
    ...services.objects().filter((service) => service.metadata?.name === each.service),
    ...endpoints.objects().filter((object) => object.metadata?.name === each.service),
  ];
  return names
    .flatMap(of)
    .map((object) => stringify(object, { lineWidth: 0 }))
    .join('---\n');
}

async function logs(source: EvidenceSource, names: readonly JobObjectNames[], signal: AbortSignal): Promise<string> {
  const { observer, cluster, serverLabels } = source;
  const isServer = (labels: Readonly<Record<string, string>> = {}): boolean =>
    Object.entries(serverLabels).every(([key, value]) => labels[key] === value);
  const pods = observer.pods
    .objects()
    .filter((pod) => names.some((each) => isPodOf(each, pod)) || isServer(pod.metadata?.labels));
  const tails = await Promise.all(
    pods.map(async (pod) => {
      const name = pod.metadata?.name ?? '';
      try {
        return `--- ${name}\n${(await readLog(cluster.scoped(signal), name, { tailLines: 60 })).text}`;
      } catch (error) {
        return `--- ${name}\nits log could not be read: ${messageChain(error)}`;
      }
    }),
  );
  return tails.join('\n');
}
