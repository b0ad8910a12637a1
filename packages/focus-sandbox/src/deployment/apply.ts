// Applies objects to a cluster: those that are absent are created, those that exist are replaced.
import { type KubernetesObject, KubernetesObjectApi, type V1Service } from '@kubernetes/client-node';
import { call, createIfAbsent } from '../stand-in/api-server/client';
import type { ClusterClient } from './cluster-client';

/** An object of the API by its name. */
export interface NamedObject extends KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/** Creates and replaces objects; calls that may be repeated are retried on 429, 5xx and lost connections. */
export class Applier {
  readonly #client: ClusterClient;
  readonly #objects: KubernetesObjectApi;

  constructor(client: ClusterClient) {
    this.#client = client;
    this.#objects = KubernetesObjectApi.makeApiClient(client.config);
  }

  /** Creates the object, or replaces it if it exists. Resolves to whether it was created. Throws `ApiServerError`. */
  async apply(wanted: NamedObject): Promise<boolean> {
    if (await this.createIfAbsent(wanted)) return true;
    await call(this.#client, `replace ${describe(wanted)}`, async () => {
      const present = await this.#objects.read(wanted);
      await this.#objects.replace(buildReplacement(present, wanted));
    });
    return false;
  }

  /** Creates the object unless it exists. Resolves to whether it was created. Throws `ApiServerError`. */
  createIfAbsent(wanted: NamedObject): Promise<boolean> {
    return createIfAbsent(this.#client, `create ${describe(wanted)}`, () => this.#objects.create(wanted));
  }
}

function describe({ kind, metadata }: NamedObject): string {
  return `${kind} ${metadata.namespace === undefined ? '' : `${metadata.namespace}/`}${metadata.name}`;
}

/** What the API server chose for a Service (addresses, node ports) is kept: some of it cannot be changed, the rest should not be. */
function buildReplacement(present: KubernetesObject, wanted: NamedObject): KubernetesObject {
  const metadata = { ...wanted.metadata, resourceVersion: present.metadata?.resourceVersion ?? '' };
  if (wanted.kind !== 'Service') {
    return { ...wanted, metadata };
  }
  const { spec: had } = present as V1Service;
  const { spec: want } = wanted as V1Service;
  const ports = want?.ports?.map((port, index) => ({ ...had?.ports?.[index], ...port }));
  return { ...wanted, metadata, spec: { ...had, ...want, ports } } as KubernetesObject;
}
