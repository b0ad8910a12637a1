// Where the data comes from: the fibre's live metadata and the recordings; tests control it by a ConfigMap.
import type { V1ConfigMap } from '@kubernetes/client-node';
import type { ApiClient } from '../api-server/client';
import { follow } from '../api-server/object-watch';
import { findOverlapping, makeRecordings, type Recording } from './recordings';

/**
 * ConfigMap of the namespace by which a test controls the data source, outside the product's API.
 * `data.live` is `flowing` or `waiting for fiber`; without it, the server's own setting applies.
 */
export const dataSourceConfigMap = 'focus-data-source';

export type LiveData = 'flowing' | 'waiting for fiber';

/** The body of the answer to `GET /live_metadata`. */
export interface LiveMetadata {
  readonly dx: number | null;
  readonly prr: number;
  readonly fiber_start_meters: number;
  readonly fiber_length_meters: number;
  readonly sw_version: string;
  readonly number_of_channels: number;
  readonly fiber_description: string;
}

/** While live data flows. */
export const fibre: LiveMetadata = {
  dx: 1.0,
  prr: 2000,
  fiber_start_meters: 0,
  fiber_length_meters: 2222,
  sw_version: '10.12.5',
  number_of_channels: 2222,
  fiber_description: 'test fibre of the stand-in',
};

const waiting: LiveMetadata = { ...fibre, dx: null, prr: 0.0, sw_version: 'waiting for fiber' };

export class DataSource {
  #live: LiveData;
  readonly channels = { lowest_channel: 1, highest_channel: fibre.number_of_channels } as const;
  /** Samples per second of live and recorded data. */
  readonly prr = fibre.prr;
  readonly #recordings: readonly Recording[];

  readonly #default: LiveData;

  /** @param startedAt start of the server in epoch seconds; the recordings are dated from it */
  constructor(live: LiveData, startedAt: number) {
    this.#live = live;
    this.#default = live;
    this.#recordings = makeRecordings(Math.floor(startedAt));
  }

  get isLive(): boolean {
    return this.#live === 'flowing';
  }

  get liveMetadata(): LiveMetadata {
    return this.isLive ? fibre : waiting;
  }

  /** Recordings that overlap the range, in epoch seconds. */
  listRecordings(start: number, end: number): Recording[] {
    return findOverlapping(this.#recordings, start, end);
  }

  /** Begins to follow the ConfigMap. */
  async open(client: ApiClient): Promise<void> {
    const { core, namespace } = client;
    const selectors = { fieldSelector: `metadata.name=${dataSourceConfigMap}` };
    await follow<V1ConfigMap>(client, {
      path: `/api/v1/namespaces/${namespace}/configmaps`,
      selectors,
      list: () => core.listNamespacedConfigMap({ namespace, ...selectors }),
      onSnapshot: (items) => this.#apply(items[0]),
      onChange: (type, object) => this.#apply(type === 'DELETED' ? undefined : object),
    });
  }

  #apply(configMap: V1ConfigMap | undefined): void {
    const live = configMap?.data?.live;
    this.#live = live === 'flowing' || live === 'waiting for fiber' ? live : this.#default;
  }
}
