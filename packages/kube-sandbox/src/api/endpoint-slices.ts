// discovery.k8s.io: Endpoints in the form that newer versions of kubectl read them in.
import { matchesLabels, parseLabelSelector, type Stored } from '../store';
import { notFound } from '../store/status-error';
import type { Answer, ApiContext, Call } from './context';
import { methodNotAllowed, unknownResource } from './refusals';
import { json } from './responses';

/** Answers EndpointSlices made from the Endpoints of the moment, one for each subset; they can be read alone. */
export function answerEndpointSlices({ store }: ApiContext, { info }: Call): Answer {
  const { resource, version, verb, name, namespace, query } = info;
  if (resource !== 'endpointslices' || version !== 'v1') throw unknownResource();
  const selector = parseLabelSelector(query.get('labelSelector') ?? '');
  const slices = store.list('endpoints', namespace).flatMap(slicesOf);
  if (verb === 'list') {
    const items = slices.filter(({ metadata }) => matchesLabels(selector, metadata.labels));
    const metadata = { resourceVersion: String(store.resourceVersion) };
    return json(200, { kind: 'EndpointSliceList', apiVersion: API_VERSION, metadata, items });
  }
  if (verb !== 'get') throw methodNotAllowed();
  const slice = slices.find(({ metadata }) => metadata.name === name);
  if (!slice) throw notFound(KIND, name);
  return json(200, { kind: KIND.kind, apiVersion: API_VERSION, ...slice });
}

const API_VERSION = 'discovery.k8s.io/v1';
const KIND = { plural: 'endpointslices', group: 'discovery.k8s.io', kind: 'EndpointSlice' };

interface Slice {
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> };
}

type Subset = NonNullable<Stored<'endpoints'>['subsets']>[number];
type Address = NonNullable<Subset['addresses']>[number];

function slicesOf({ metadata, subsets = [] }: Stored<'endpoints'>): readonly Slice[] {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = metadata;
  const labels = { 'kubernetes.io/service-name': name, 'endpointslice.kubernetes.io/managed-by': 'sandbox' };
  return subsets.map((subset, index) => ({
    metadata: { name: `${name}-${index}`, namespace, uid, resourceVersion, creationTimestamp, labels },
    addressType: 'IPv4',
    endpoints: [
      ...(subset.addresses ?? []).map((address) => endpoint(address, true)),
      ...(subset.notReadyAddresses ?? []).map((address) => endpoint(address, false)),
    ],
    ports: (subset.ports ?? []).map(({ name: portName = '', port, protocol }) => ({ name: portName, port, protocol })),
  }));
}

function endpoint({ ip, nodeName, targetRef }: Address, ready: boolean): object {
  return {
    addresses: [ip],
    conditions: { ready },
    ...(nodeName ? { nodeName } : {}),
    ...(targetRef ? { targetRef } : {}),
  };
}
