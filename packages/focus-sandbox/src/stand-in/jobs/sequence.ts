// Sequence numbers of jobs: none is given twice, not even by a server that was restarted.
import type { V1ConfigMap } from '@kubernetes/client-node';
import { type ApiClient, call } from '../api-server/client';
import { toApiServerError } from '../api-server/errors';
import { partOfLabel } from './job';

const name = 'focus-server-state';
const firstNumber = 70_000;
const blockSize = 1_000;

/** Reserves blocks of numbers in a ConfigMap, and gives them out one by one. */
export class Sequence {
  readonly #client: ApiClient;
  #next = 0;
  #end = 0;
  #reserving: Promise<void> | undefined;

  constructor(client: ApiClient) {
    this.#client = client;
  }

  /** A number that no job had before. Throws `ApiServerError`. */
  async next(): Promise<number> {
    while (this.#next === this.#end) {
      this.#reserving ??= this.#reserve().finally(() => {
        this.#reserving = undefined;
      });
      await this.#reserving;
    }
    this.#next += 1;
    return this.#next - 1;
  }

  async #reserve(): Promise<void> {
    const start = await call(this.#client, `reserve job numbers in ConfigMap ${name}`, () => this.#writeNextBlock());
    this.#next = start;
    this.#end = start + blockSize;
  }

  /** When two servers reserve at once, one of them gets a Conflict and tries again with the newer state. */
  async #writeNextBlock(): Promise<number> {
    const { core, namespace } = this.#client;
    for (;;) {
      const state = await this.#read();
      const start = Number(state?.data?.nextNumber ?? firstNumber);
      const data = { nextNumber: String(start + blockSize) };
      try {
        await (state === undefined
          ? core.createNamespacedConfigMap({ namespace, body: { metadata: { name, labels: partOfLabel }, data } })
          : core.replaceNamespacedConfigMap({ name, namespace, body: { ...state, data } }));
        return start;
      } catch (cause) {
        if (toApiServerError('', cause).code !== 409) {
          throw cause;
        }
      }
    }
  }

  async #read(): Promise<V1ConfigMap | undefined> {
    try {
      return await this.#client.core.readNamespacedConfigMap({ name, namespace: this.#client.namespace });
    } catch (cause) {
      if (toApiServerError('', cause).code === 404) {
        return undefined;
      }
      throw cause;
    }
  }
}
