// The events of one object in the order in which they first happened.
import type { CoreV1Event } from '@kubernetes/client-node';
import type { ClusterConnection } from '../transport/connection';

export interface ObjectEvent {
  readonly reason: string;
  readonly message: string;
  readonly type: string;
  /** How often it happened. */
  readonly count: number;
  readonly firstTime: Date;
  readonly lastTime: Date;
  /** Who reported it, such as `kubelet`. */
  readonly source: string;
}

/** The events of one object, by its uid, out of the events of a namespace, oldest first. */
export function eventsOf(events: readonly CoreV1Event[], uid: string): ObjectEvent[] {
  const own = events.filter((event) => event.involvedObject.uid === uid);
  return own.toSorted(byOccurrence).map(readEvent);
}

/** Asks the API server for the events of one object, oldest first. */
export async function readEvents(connection: ClusterConnection, uid: string): Promise<ObjectEvent[]> {
  const { core, namespace } = connection;
  const list = await core.listNamespacedEvent({ namespace, fieldSelector: `involvedObject.uid=${uid}` });
  return eventsOf(list.items, uid);
}

/** Whether these reasons appear in this order, others between them allowed. */
export function inOrder(events: readonly ObjectEvent[], reasons: readonly string[]): boolean {
  let next = 0;
  for (const event of events) {
    if (event.reason === reasons[next]) next += 1;
  }
  return next === reasons.length;
}

function readEvent(event: CoreV1Event): ObjectEvent {
  const firstTime = firstTimeOf(event);
  return {
    reason: event.reason ?? '',
    message: event.message ?? '',
    type: event.type ?? 'Normal',
    count: event.series?.count ?? event.count ?? 1,
    firstTime,
    lastTime: dateOf(event.series?.lastObservedTime) ?? dateOf(event.lastTimestamp) ?? firstTime,
    source: event.source?.component || event.reportingComponent || '',
  };
}

/**
 * Some reporters stamp whole seconds and some microseconds, so only whole seconds are compared. Within one second the name decides:
 * Kubernetes makes it of the object's name and the nanosecond of the event in hexadecimal.
 */
function byOccurrence(left: CoreV1Event, right: CoreV1Event): number {
  const seconds = (event: CoreV1Event) => Math.floor(firstTimeOf(event).getTime() / 1000);
  return seconds(left) - seconds(right) || compare(nanosecondOf(left), nanosecondOf(right)) || byVersion(left, right);
}

function firstTimeOf(event: CoreV1Event): Date {
  return (
    dateOf(event.firstTimestamp) ?? dateOf(event.eventTime) ?? dateOf(event.metadata.creationTimestamp) ?? new Date(0)
  );
}

/** client-node leaves times with microseconds as text, and empty ones null, whatever their types say. */
function dateOf(time: Date | string | null | undefined): Date | undefined {
  return time === undefined || time === null ? undefined : new Date(time);
}

function nanosecondOf(event: CoreV1Event): bigint {
  const suffix = /\.([0-9a-f]{14,16})$/.exec(event.metadata.name ?? '')?.[1];
  return suffix === undefined ? 0n : BigInt(`0x${suffix}`);
}

function byVersion(left: CoreV1Event, right: CoreV1Event): number {
  return Number(left.metadata.resourceVersion ?? 0) - Number(right.metadata.resourceVersion ?? 0);
}

function compare(left: bigint, right: bigint): number {
  return left === 0n || right === 0n || left === right ? 0 : left < right ? -1 : 1;
}
