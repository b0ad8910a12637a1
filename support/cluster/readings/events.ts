// The events of one object in the order in which they first occurred.
import type { CoreV1Event } from '@kubernetes/client-node';
import type { ClusterConnection } from '../transport/connection';

export interface ObjectEvent {
  readonly reason: string;
  readonly message: string;
  readonly type: string;
  /** How often it occurred. */
  readonly count: number;
  readonly firstTime: Date;
  readonly lastTime: Date;
  /** The component that reported it, such as `kubelet`. */
  readonly source: string;
}

/** The events of the object with this uid, oldest first. */
export function findEvents(events: readonly CoreV1Event[], uid: string): ObjectEvent[] {
  const own = events.filter((event) => event.involvedObject.uid === uid);
  return own.toSorted(compareOccurrence).map(readEvent);
}

/** Reads the events of one object from the API server, oldest first. */
export async function readEvents(connection: ClusterConnection, uid: string): Promise<ObjectEvent[]> {
  const { core, namespace } = connection;
  const list = await core.listNamespacedEvent({ namespace, fieldSelector: `involvedObject.uid=${uid}` });
  return findEvents(list.items, uid);
}

/** Whether these reasons appear in this order, others between them allowed. */
export function areInOrder(events: readonly ObjectEvent[], reasons: readonly string[]): boolean {
  let next = 0;
  for (const event of events) {
    if (event.reason === reasons[next]) next += 1;
  }
  return next === reasons.length;
}

function readEvent(event: CoreV1Event): ObjectEvent {
  const firstTime = readFirstTime(event);
  return {
    reason: event.reason ?? '',
    message: event.message ?? '',
    type: event.type ?? 'Normal',
    count: event.series?.count ?? event.count ?? 1,
    firstTime,
    lastTime: toDate(event.series?.lastObservedTime) ?? toDate(event.lastTimestamp) ?? firstTime,
    source: event.source?.component || event.reportingComponent || '',
  };
}

/**
 * Some reporters write whole seconds and some microseconds, so only whole seconds are compared. Within one second the name decides:
 * it consists of the object's name and the nanosecond of the event in hexadecimal.
 */
function compareOccurrence(left: CoreV1Event, right: CoreV1Event): number {
  const seconds = (event: CoreV1Event) => Math.floor(readFirstTime(event).getTime() / 1000);
  return (
    seconds(left) - seconds(right) ||
    compare(readNanosecond(left), readNanosecond(right)) ||
    compareVersions(left, right)
  );
}

function readFirstTime(event: CoreV1Event): Date {
  return (
    toDate(event.firstTimestamp) ?? toDate(event.eventTime) ?? toDate(event.metadata.creationTimestamp) ?? new Date(0)
  );
}

/** client-node returns times with microseconds as text, and empty ones as null, in spite of their types. */
function toDate(time: Date | string | null | undefined): Date | undefined {
  return time === undefined || time === null ? undefined : new Date(time);
}

function readNanosecond(event: CoreV1Event): bigint {
  const suffix = /\.([0-9a-f]{14,16})$/.exec(event.metadata.name ?? '')?.[1];
  return suffix === undefined ? 0n : BigInt(`0x${suffix}`);
}

function compareVersions(left: CoreV1Event, right: CoreV1Event): number {
  return Number(left.metadata.resourceVersion ?? 0) - Number(right.metadata.resourceVersion ?? 0);
}

function compare(left: bigint, right: bigint): number {
  return left === 0n || right === 0n || left === right ? 0 : left < right ? -1 : 1;
}
