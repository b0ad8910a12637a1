// Keeps the Endpoints of each Service that has a selector.
import { type Stored, selectLabels } from '../../store';
import { formatTime } from '../../timestamp';
import { type ControllerContext, observe } from '../controller-context';
import { WorkQueue } from '../work-queue';
import { affectsEndpoints, createSubsets } from './endpoint-subsets';
import { ServiceIndex } from './service-index';

/** Starts the Endpoints controller. Source of its rules: `pkg/controller/endpoint` of Kubernetes 1.20. */
export function startEndpointsController(context: ControllerContext): void {
  const services = new ServiceIndex();
  const queue = new WorkQueue({ sync: (key) => sync(context, key), signal: context.signal });
  observe(context, 'services', ({ type, object }) => {
    services.replace(object, type === 'DELETED');
    queue.add(`${object.metadata.namespace}/${object.metadata.name}`);
  });
  observe(context, 'pods', ({ type, object, previous }) => {
    if (type === 'MODIFIED' && previous && !affectsEndpoints(previous, object)) return;
    for (const pod of previous ? [object, previous] : [object]) {
      for (const key of services.findSelecting(pod.metadata.namespace ?? '', pod.metadata.labels ?? {})) queue.add(key);
    }
  });
}

function sync(context: ControllerContext, key: string): void {
  const { store } = context;
  const [namespace = '', name = ''] = key.split('/');
  const service = store.find('services', namespace, name);
  const present = store.find('endpoints', namespace, name);
  if (!service) {
    if (present) store.delete('endpoints', namespace, name);
    return;
  }
  const selector = service.spec?.selector;
  if (!selector || Object.keys(selector).length === 0) return;
  const pods = store.list('pods', namespace, { labels: selectLabels(selector) });
  write(context, service, createSubsets(service, pods), present);
}

function write(
  { store, now }: ControllerContext,
  service: Stored<'services'>,
  subsets: ReturnType<typeof createSubsets>,
  present: Stored<'endpoints'> | undefined,
): void {
  const { name, namespace = '', labels } = service.metadata;
  const annotations = { [triggerTimeAnnotation]: formatTime(now()) };
  const found = subsets.length > 0 ? { subsets } : {};
  if (!present) {
    store.create('endpoints', { metadata: { name, namespace, ...(labels ? { labels } : {}), annotations }, ...found });
    return;
  }
  if (JSON.stringify(present.subsets ?? []) === JSON.stringify(subsets)) return;
  store.patch('endpoints', namespace, name, (draft) => {
    // Kubernetes measures how long it takes to route to a pod that became ready; where none did, there is nothing to measure.
    const { [triggerTimeAnnotation]: _, ...others } = draft.metadata.annotations ?? {};
    const kept = { ...others, ...(hasNewAddress(present.subsets ?? [], subsets) ? annotations : {}) };
    if (Object.keys(kept).length > 0) draft.metadata.annotations = kept;
    else delete draft.metadata.annotations;
    delete draft.subsets;
    Object.assign(draft, found);
  });
}

const triggerTimeAnnotation = 'endpoints.kubernetes.io/last-change-trigger-time';

type Subsets = ReturnType<typeof createSubsets>;

function hasNewAddress(before: Stored<'endpoints'>['subsets'] & object, after: Subsets): boolean {
  const known = new Set(before.flatMap(({ addresses = [] }) => addresses.map(({ ip }) => ip)));
  return after.some(({ addresses = [] }) => addresses.some(({ ip }) => !known.has(ip)));
}
