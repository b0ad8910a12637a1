// Writes Kubernetes events: one object per distinct message, counted when it is repeated.
import type { Policies } from './policy-lookup';
import type { Draft, KubeObject, Store } from './store';
import { formatTime } from './timestamp';

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
const eventTtlMs = 3_600_000;

/** Records events in the store; one recorder for a cluster. */
export class EventRecorder {
  readonly #store: Store;
  readonly #policies: Policies;
  readonly #now: () => Date;
  readonly #known = new Map<string, KnownEvent>();
  /** How many different messages there are of one reason about one object. */
  readonly #variety = new Map<string, number>();
  #lastNanos = 0n;

  constructor(store: Store, policies: Policies, now: () => Date = () => new Date()) {
    this.#store = store;
    this.#policies = policies;
    this.#now = now;
  }

  /** Records an occurrence with its time in seconds, as the kubelet and the controllers do; a repeated one raises `count`. */
  record(reporter: Reporter, object: KubeObject, occurrence: Occurrence): void {
    const time = formatTime(this.#now());
    const { message, ...group } = this.#combine(reporter, object, occurrence);
    this.#write(
      group,
      object,
      { ...occurrence, message },
      {
        first: {
          eventTime: null,
          firstTimestamp: time,
          lastTimestamp: time,
          count: 1,
          source: reporter,
          reportingComponent: '',
          reportingInstance: '',
        },
        again: (event) => Object.assign(event, { message, lastTimestamp: time, count: (event.count ?? 1) + 1 }),
      },
    );
  }

  /** Records an occurrence through events.k8s.io, as the scheduler does: an `eventTime` and no timestamps or count. */
  recordWithEventTime(reporter: Reporter, object: KubeObject, occurrence: Occurrence): void {
    const eventTime = `${this.#now().toISOString().slice(0, -1)}000Z`;
    const group = createGroup(reporter, object, occurrence);
    const reported = {
      reportingComponent: reporter.component,
      reportingInstance: `${reporter.component}-${reporter.host}`,
    };
    this.#write({ group, key: `${group}\n${occurrence.message}` }, object, occurrence, {
      first: { eventTime, firstTimestamp: null, lastTimestamp: null, source: {}, ...reported },
      again: (event) => {
        const count = (event.series?.count ?? 1) + 1;
        Object.assign(event, { series: { count, lastObservedTime: eventTime } });
      },
    });
  }

  /** Many messages that differ become one event with the latest of them. Source: `EventAggregator` of client-go. */
  #combine(reporter: Reporter, object: KubeObject, occurrence: Occurrence): Group & { readonly message: string } {
    const group = createGroup(reporter, object, occurrence);
    const key = `${group}\n${occurrence.message}`;
    if (this.#known.has(key) || (this.#variety.get(group) ?? 0) < mostVariety) {
      return { group, key, message: occurrence.message };
    }
    return { group, key: group, message: `(combined from similar events): ${occurrence.message}` };
  }

  #write({ group, key }: Group, object: KubeObject, occurrence: Occurrence, variant: Variant): void {
    if (this.#isSuppressed(object, occurrence)) return;
    const { namespace = 'default' } = object.metadata;
    const known = this.#known.get(key);
    const writtenMs = this.#now().getTime();
    if (known && this.#store.patch('events', namespace, known.name, variant.again)) {
      this.#known.delete(key);
      this.#known.set(key, { ...known, writtenMs });
      return;
    }
    if (!this.#isWritable(namespace)) return;
    const name = `${object.metadata.name}.${this.#nextNanos().toString(16)}`;
    const { reason, message, type, action } = occurrence;
    const involvedObject = createReference(object, occurrence.fieldPath);
    const event = {
      metadata: { name, namespace },
      involvedObject,
      reason,
      message,
      type,
      ...(action ? { action } : {}),
    };
    // Kubernetes writes null for a time that it does not know; the generated types know strings alone.
    this.#store.create('events', { ...event, ...variant.first } as never);
    if (!known) this.#variety.set(group, (this.#variety.get(group) ?? 0) + 1);
    this.#known.set(key, { group, namespace, name, writtenMs });
    this.#forgetOld(writtenMs);
  }

  /** An object's last events outlive it, but nothing can be written to a namespace that ends. */
  #isWritable(namespace: string): boolean {
    const found = this.#store.find('namespaces', undefined, namespace);
    return found !== undefined && found.metadata.deletionTimestamp === undefined;
  }

  #isSuppressed(object: KubeObject, { reason }: Occurrence): boolean {
    const policies = this.#policies.findAll('no-events', object);
    return policies.some(({ reasons }) => reasons === undefined || reasons.includes(reason));
  }

  /** Events are kept in the order of their last write, so the old ones come first. */
  #forgetOld(nowMs: number): void {
    for (const [key, { group, namespace, name, writtenMs }] of this.#known) {
      if (nowMs - writtenMs < eventTtlMs) return;
      this.#known.delete(key);
      const left = (this.#variety.get(group) ?? 1) - 1;
      if (left > 0) this.#variety.set(group, left);
      else this.#variety.delete(group);
      if (this.#store.find('events', namespace, name)) this.#store.delete('events', namespace, name);
    }
  }

  #nextNanos(): bigint {
    const nanos = BigInt(this.#now().getTime()) * 1_000_000n;
    this.#lastNanos = nanos > this.#lastNanos ? nanos : this.#lastNanos + 1n;
    return this.#lastNanos;
  }
}

/** From so many different messages on, further ones are combined. */
const mostVariety = 10;

interface KnownEvent {
  readonly group: string;
  readonly namespace: string;
  readonly name: string;
  readonly writtenMs: number;
}

/** How events are identified: those of one reason about one object have one group, those with one message have one key. */
interface Group {
  readonly group: string;
  readonly key: string;
}

interface Variant {
  readonly first: Readonly<Record<string, unknown>>;
  readonly again: (event: Draft<'events'>) => void;
}

function createGroup(
  { component }: Reporter,
  { metadata }: KubeObject,
  { reason, type, fieldPath }: Occurrence,
): string {
  return [component, metadata.uid, reason, type, fieldPath].join('\n');
}

function createReference({ apiVersion, kind, metadata }: KubeObject, fieldPath: string | undefined): object {
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
