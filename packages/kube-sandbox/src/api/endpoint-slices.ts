// discovery.k8s.io: Endpoints in the form that newer versions of kubectl read them in.
import { matchesLabels, parseLabelSelector, type Stored } from '../store';
import { notFound } from '../store/status-error';
import type { Answer, ApiContext, Call } from './api-context';
import { createJsonAnswer } from './json-answers';
import { methodNotAllowed, unknownResource } from './refusals';

/** Answers EndpointSlices made from the Endpoints of the moment, one for each subset; they can be read alone. */
export function answerEndpointSlices({ store }: ApiContext, { info }: Call): Answer {
  const { resource, version, verb, name, namespace, query } = info;
  if (resource !== 'endpointslices' || version !== 'v1') throw unknownResource();
  const selector = parseLabelSelector(query.get('labelSelector') ?? '');
  const slices = store.list('endpoints', namespace).flatMap(createSlices);
  if (verb === 'list') {
    const items = slices.filter(({ metadata }) => matchesLabels(selector, metadata.labels));
    const metadata = { resourceVersion: String(store.resourceVersion) };
    return createJsonAnswer(200, { kind: 'EndpointSliceList', apiVersion: sliceApiVersion, metadata, items });
  }
  if (verb !== 'get') throw methodNotAllowed();
  const slice = slices.find(({ metadata }) => metadata.name === name);
  if (!slice) throw notFound(sliceKind, name);
  return createJsonAnswer(200, { kind: sliceKind.kind, apiVersion: sliceApiVersion, ...slice });
}

const sliceApiVersion = 'discovery.k8s.io/v1';
const sliceKind = { plural: 'endpointslices', group: 'discovery.k8s.io', kind: 'EndpointSlice' };

interface Slice {
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> };
}

type Subset = NonNullable<Stored<'endpoints'>['subsets']>[number];
type Address = NonNullable<Subset['addresses']>[number];

function createSlices({ metadata, subsets = [] }: Stored<'endpoints'>): readonly Slice[] {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = metadata;
  const labels = { 'kubernetes.io/service-name': name, 'endpointslice.kubernetes.io/managed-by': 'sandbox' };
  return subsets.map((subset, index) => ({
    metadata: { name: `${name}-${index}`, namespace, uid, resourceVersion, creationTimestamp, labels },
    addressType: 'IPv4',
    endpoints: [
      ...(subset.addresses ?? []).map((address) => createEndpoint(address, true)),
      ...(subset.notReadyAddresses ?? []).map((address) => createEndpoint(address, false)),
    ],
    ports: (subset.ports ?? []).map(({ name: portName = '', port, protocol }) => ({ name: portName, port, protocol })),
  }));
}

function createEndpoint({ ip, nodeName, targetRef }: Address, ready: boolean): object {
  return {
    addresses: [ip],
    conditions: { ready },
    ...(nodeName ? { nodeName } : {}),
    ...(targetRef ? { targetRef } : {}),
  };
}
