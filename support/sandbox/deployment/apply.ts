// Puts objects into a cluster: created when absent, brought to the wanted state when present.
import type { KubernetesObject, KubernetesObjectApi, V1Service } from '@kubernetes/client-node';
import { apiServerError } from '../focus-server/api-server/errors';

/** What an object of the API needs to be found. */
export interface NamedObject extends KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/** Creates the object, or replaces it if it exists. Resolves to whether it was created. Throws `ApiServerError`. */
export async function apply(objects: KubernetesObjectApi, wanted: NamedObject): Promise<boolean> {
  if (await createIfAbsent(objects, wanted)) {
    return true;
  }
  try {
    const present = await objects.read(wanted);
    await objects.replace(replacement(present, wanted));
    return false;
  } catch (cause) {
    throw apiServerError(`replace ${describe(wanted)}`, cause);
  }
}

/** Creates the object unless it exists. Resolves to whether it was created. Throws `ApiServerError`. */
export async function createIfAbsent(objects: KubernetesObjectApi, wanted: NamedObject): Promise<boolean> {
  try {
    await objects.create(wanted);
    return true;
  } catch (cause) {
    const error = apiServerError(`create ${describe(wanted)}`, cause);
    if (error.reason === 'AlreadyExists') {
      return false;
    }
    throw error;
  }
}

function describe({ kind, metadata }: NamedObject): string {
  return `${kind} ${metadata.namespace === undefined ? '' : `${metadata.namespace}/`}${metadata.name}`;
}

/** What the API server has chosen for a Service (addresses, node ports) is kept: it cannot be changed, or should not. */
function replacement(present: KubernetesObject, wanted: NamedObject): KubernetesObject {
  const metadata = { ...wanted.metadata, resourceVersion: present.metadata?.resourceVersion ?? '' };
  if (wanted.kind !== 'Service') {
    return { ...wanted, metadata };
  }
  const { spec: had } = present as V1Service;
  const { spec: want } = wanted as V1Service;
  const ports = want?.ports?.map((port, index) => ({ ...had?.ports?.[index], ...port }));
  return { ...wanted, metadata, spec: { ...had, ...want, ports } } as KubernetesObject;
}
