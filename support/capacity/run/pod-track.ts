// The track of the streaming pod of one job in a capacity run, from the suite's watch.
import type { V1Pod } from '@kubernetes/client-node';
import { type PodReading, readPodState } from '../../cluster/readings/pod-state';
import type { Change } from '../../cluster/watch/history';
import type { CapacityPod } from '../capacity-record';

export class PodTrack {
  readonly #pod: V1Pod;
  #state: PodReading;
  #latest: V1Pod;
  /** On the clock of `performance.now()`, like all times here. */
  readonly seenAtMs: number;
  scheduledAtMs: number | undefined;
  startedAtMs: number | undefined;
  readyAtMs: number | undefined;
  /** When it stopped being Ready, or was gone. */
  brokenAtMs: number | undefined;
  #gone = false;

  constructor(first: Change<V1Pod>) {
    this.#pod = first.object;
    this.#latest = first.object;
    this.#state = readPodState(first.object);
    this.seenAtMs = first.atMs;
    this.update(first);
  }

  update({ type, object, atMs }: Change<V1Pod>): void {
    this.#latest = object;
    this.#state = readPodState(object);
    this.#gone = type === 'deleted';
    if (this.#state.scheduled) this.scheduledAtMs ??= atMs;
    if (this.#state.containers.some(({ state }) => state === 'running' || state === 'terminated')) {
      this.startedAtMs ??= atMs;
    }
    const serves = this.#state.ready && !this.#gone;
    if (serves) {
      this.readyAtMs ??= atMs;
      this.brokenAtMs = undefined;
    } else if (this.readyAtMs !== undefined) this.brokenAtMs ??= atMs;
  }

  get ready(): boolean {
    return this.#state.ready && !this.#gone;
  }

  /** Whether it cannot become Ready any more. */
  get over(): boolean {
    return this.#gone || this.#state.deleting || ['Succeeded', 'Failed'].includes(this.#state.phase);
  }

  get uid(): string {
    return this.#pod.metadata?.uid ?? '';
  }

  /** Its last known state. */
  readState(): CapacityPod {
    const { phase, nodeName: node, trouble, restarts } = this.#state;
    const { metadata, status } = this.#latest;
    const condition = (type: string) =>
      status?.conditions?.find((each) => each.type === type && each.status === 'True')?.lastTransitionTime;
    const container = status?.containerStatuses?.[0]?.state;
    const end = this.#end();
    return {
      name: metadata?.name ?? '',
      phase,
      restarts,
      vanished: this.#gone || this.#state.deleting,
      ...(node === undefined ? {} : { node }),
      ...(trouble === undefined ? {} : { trouble }),
      ...(end === undefined ? {} : { end }),
      ...toDated('createdAt', metadata?.creationTimestamp),
      ...toDated('scheduledAt', condition('PodScheduled')),
      ...toDated('startedAt', container?.running?.startedAt ?? container?.terminated?.startedAt),
      ...toDated('readyAt', condition('Ready')),
    };
  }

  #end(): CapacityPod['end'] {
    const ended = this.#state.containers.find(({ state }) => state === 'terminated');
    if (ended !== undefined) return { reason: ended.reason ?? '', exitCode: ended.exitCode ?? 0 };
    return this.#state.containers.find(({ lastEnd }) => lastEnd !== undefined)?.lastEnd;
  }
}

function toDated<K extends string>(key: K, time: Date | null | undefined): { readonly [key in K]?: Date } {
  return time === undefined || time === null ? {} : ({ [key]: new Date(time) } as { readonly [key in K]: Date });
}
