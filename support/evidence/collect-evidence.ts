// Evidence of a failed scenario: the exchanges, the objects of its jobs, their events, logs and a timeline, redacted and capped.
import type { ClusterConnection } from '../cluster/transport/connection';
import type { ClusterObserver } from '../cluster/watch/cluster-observer';
import { toMessageChain } from '../common/errors';
import type { Exchange, FailedCall } from '../focus-server';
import type { JobLedger } from '../jobs/ledger';
import { listKnownSecrets } from '../redaction/known-secrets';
import { findObjectSecrets } from '../redaction/object-secrets';
import { redact } from '../redaction/redact';
import { cap, sanitize } from '../redaction/sanitize';
import { describeCalls } from './calls';
import { describeTimeline } from './job-timeline';
import { describeJobObjects } from './objects';
import { readLogs } from './pod-logs';
import { chooseSubjects } from './subjects';

/** What the evidence of a scenario is read from. */
export interface EvidenceSource {
  /** The message of the failure: the jobs that it names come first. */
  readonly failure: string;
  readonly ledger: JobLedger;
  readonly exchanges: readonly (Exchange | FailedCall)[];
  readonly observer: ClusterObserver;
  readonly cluster: ClusterConnection;
  /** Labels of the Focus Server's own pods. */
  readonly serverLabels: Readonly<Record<string, string>>;
  attach(text: string, options: { mediaType: string; fileName: string }): void;
}

const sectionLimit = 48 * 1024;

/** Attaches what is needed to understand the failure without a second run. A part that cannot be read reports why; it never throws. */
export async function collectEvidence(source: EvidenceSource, signal: AbortSignal): Promise<void> {
  const { observer, ledger, exchanges } = source;
  const unread = await watchAll(observer, signal);
  ledger.recordUnclaimed();
  const secrets = [...listKnownSecrets(process.env), ...findObjectSecrets(observer.pods.listObjects())];
  const safe = (text: string): string => redact(sanitize(text), secrets);
  const attach = (title: string, text: string): void => {
    source.attach(`${title}\n${'='.repeat(title.length)}\n${cap(safe(text), sectionLimit)}`, {
      mediaType: 'text/plain',
      fileName: `${title}.txt`,
    });
  };
  const subjects = chooseSubjects(source);
  attach('Calls to the Focus Server', describeCalls(exchanges, safe));
  attach('Timeline of the cluster', [...unread, describeTimeline(observer, subjects)].join('\n'));
  attach('Objects of the jobs', [...unread, describeJobObjects(observer, subjects)].join('\n'));
  attach('Logs', await readLogs(source, subjects, signal));
}

/** A scenario may have failed before all kinds were watched: of a kind that is watched only from now on, the present state is known. Resolves to what could not be read. */
async function watchAll(observer: ClusterObserver, signal: AbortSignal): Promise<string[]> {
  const { jobs, pods, services, endpoints, events } = observer;
  const watches = [jobs, pods, services, endpoints, events];
  const read = await Promise.allSettled(watches.map((watch) => watch.waitUntilSynced(signal)));
  const refreshed = await Promise.allSettled([observer.refresh(signal)]);
  const unread = read.flatMap((one, index) =>
    one.status === 'fulfilled'
      ? []
      : [`${watches[index]?.kind.plural} could not be read: ${toMessageChain(one.reason)}`],
  );
  const stale = refreshed.flatMap((one) =>
    one.status === 'fulfilled' ? [] : [`what follows may be out of date: ${toMessageChain(one.reason)}`],
  );
  return unread.length > 0 ? unread : stale;
}
