// Writes Kubernetes events: one object per distinct message, counted when it is repeated.
import type { ClusterFaults } from './faults';
import type { Draft, KubeObject, Store } from './store';
import { rfc3339 } from './time';

/** What happened to an object. */
export interface Occurrence {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  /** Part of the object, such as `spec.containers{stream}`. */
  readonly fieldPath?: string;
  /** What the reporter did, for those that report through the newer events API. */
  readonly action?: string;
}

/** Who reports: a component, and the machine it runs on. */
export interface Reporter {
  readonly component: string;
  readonly host?: string;
}

/** How long an event is kept, as `--event-ttl` of the API server has it. */
const EVENT_TTL_MS = 3_600_000;

/** Records events in the store; one recorder for a cluster. */
export class EventRecorder {
  private readonly names = new Map<string, { readonly namespace: string; readonly name: string; writtenMs: number }>();
  private lastNanos = 0n;

  constructor(
    private readonly store: Store,
    private readonly faults: ClusterFaults,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** Records an occurrence with its time in seconds, as the kubelet and the controllers do; a repeated one raises `count`. */
  record(reporter: Reporter, object: KubeObject, occurrence: Occurrence): void {
    const key = [reporter.component, object.metadata.uid, occurrence.reason, occurrence.message, occurrence.fieldPath];
    const time = rfc3339(this.now());
    this.write(key.join('\n'), object, occurrence, {
      first: {
        eventTime: null,
        firstTimestamp: time,
        lastTimestamp: time,
        count: 1,
        source: reporter,
        reportingComponent: '',
        reportingInstance: '',
      },
      again: (event) => Object.assign(event, { lastTimestamp: time, count: (event.count ?? 1) + 1 }),
    });
  }

  /** Records an occurrence through events.k8s.io, as the scheduler does: an `eventTime` and no timestamps or count. */
  recordWithEventTime(reporter: Reporter, object: KubeObject, occurrence: Occurrence): void {
    const eventTime = `${this.now().toISOString().slice(0, -1)}000Z`;
    const key = [reporter.component, object.metadata.uid, occurrence.reason, occurrence.message].join('\n');
    const reported = {
      reportingComponent: reporter.component,
      reportingInstance: `${reporter.component}-${reporter.host}`,
    };
    this.write(key, object, occurrence, {
      first: { eventTime, firstTimestamp: null, lastTimestamp: null, source: {}, ...reported },
      again: (event) => {
        const count = (event.series?.count ?? 1) + 1;
        Object.assign(event, { series: { count, lastObservedTime: eventTime } });
      },
    });
  }

  private write(key: string, object: KubeObject, occurrence: Occurrence, variant: Variant): void {
    if (this.isSuppressed(object, occurrence)) return;
    const { namespace = 'default' } = object.metadata;
    const known = this.names.get(key);
    const nowMs = this.now().getTime();
    if (known && this.store.patch('events', namespace, known.name, variant.again)) {
      this.names.delete(key);
      this.names.set(key, { ...known, writtenMs: nowMs });
      return;
    }
    // An object's last events outlive it, but nothing can be written to a namespace that ends.
    if (this.store.find('namespaces', undefined, namespace)?.metadata.deletionTimestamp !== undefined) return;
    if (!this.store.find('namespaces', undefined, namespace)) return;
    const name = `${object.metadata.name}.${this.nextNanos().toString(16)}`;
    const { reason, message, type, action } = occurrence;
    const involvedObject = reference(object, occurrence.fieldPath);
    const event = {
      metadata: { name, namespace },
      involvedObject,
      reason,
      message,
      type,
      ...(action ? { action } : {}),
    };
    // Kubernetes writes null for a time that it does not know; the generated types know strings alone.
    this.store.create('events', { ...event, ...variant.first } as never);
    this.names.set(key, { namespace, name, writtenMs: nowMs });
    this.forgetOld(nowMs);
  }

  private isSuppressed(object: KubeObject, { reason }: Occurrence): boolean {
    if (this.faults.hits('no-events', object)) return true;
    return reason === 'Started' && this.faults.hits('events-without-started', object);
  }

  /** Events are kept in the order of their last write, so the old ones come first. */
  private forgetOld(nowMs: number): void {
    for (const [key, { namespace, name, writtenMs }] of this.names) {
      if (nowMs - writtenMs < EVENT_TTL_MS) return;
      this.names.delete(key);
      if (this.store.find('events', namespace, name)) this.store.delete('events', namespace, name);
    }
  }

  private nextNanos(): bigint {
    const nanos = BigInt(this.now().getTime()) * 1_000_000n;
    this.lastNanos = nanos > this.lastNanos ? nanos : this.lastNanos + 1n;
    return this.lastNanos;
  }
}

interface Variant {
  readonly first: Readonly<Record<string, unknown>>;
  readonly again: (event: Draft<'events'>) => void;
}

function reference({ apiVersion, kind, metadata }: KubeObject, fieldPath: string | undefined): object {
  const { name, namespace, uid, resourceVersion } = metadata;
  return {
    apiVersion,
    kind,
    name,
    ...(namespace === undefined ? {} : { namespace }),
    uid,
    resourceVersion,
    ...(fieldPath === undefined ? {} : { fieldPath }),
  };
}
