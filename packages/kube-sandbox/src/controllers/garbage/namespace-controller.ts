// Creates the default ServiceAccount of each namespace, and empties namespaces that are deleted.
import { getDefinition, type Resource, resourceDefinitions } from '../../store';
import { type ControllerContext, observe } from '../controller-context';
import { WorkQueue } from '../work-queue';

/** Starts the controller of namespaces. */
export function startNamespaceController(context: ControllerContext): void {
  const queue = new WorkQueue({ sync: (name) => sync(context, name), signal: context.signal });
  observe(context, 'namespaces', ({ type, object }) => {
    if (type !== 'DELETED') queue.add(object.metadata.name);
  });
  for (const resource of listNamespacedResources()) {
    observe(context, resource, ({ type, object }) => {
      if (type === 'DELETED' && needsSync(context, resource, object.metadata.namespace))
        queue.add(object.metadata.namespace ?? '');
    });
  }
}

function needsSync({ store }: ControllerContext, resource: Resource, namespace: string | undefined): boolean {
  const found = store.find('namespaces', undefined, namespace ?? '');
  return found !== undefined && (resource === 'serviceaccounts' || found.metadata.deletionTimestamp !== undefined);
}

function sync(context: ControllerContext, name: string): void {
  const namespace = context.store.find('namespaces', undefined, name);
  if (!namespace) return;
  if (namespace.metadata.deletionTimestamp !== undefined) emptyNamespace(context, name);
  else if (!context.store.find('serviceaccounts', name, 'default')) {
    context.store.create('serviceaccounts', { metadata: { name: 'default', namespace: name } });
  }
}

/** Deletes everything in the namespace; once nothing is left the namespace itself may go. */
function emptyNamespace({ store }: ControllerContext, name: string): void {
  for (const resource of listNamespacedResources()) {
    for (const { metadata } of store.list(resource, name)) {
      if (metadata.deletionTimestamp !== undefined || !store.find(resource, name, metadata.name)) continue;
      store.delete(resource, name, metadata.name, { propagationPolicy: 'Background' });
    }
  }
  if (listNamespacedResources().some((resource) => store.list(resource, name).length > 0)) return;
  store.patch('namespaces', undefined, name, (draft) => {
    draft.spec = { ...draft.spec, finalizers: [] };
  });
}

function listNamespacedResources(): readonly Resource[] {
  return [...resourceDefinitions.keys()].filter((resource) => getDefinition(resource).namespaced);
}
