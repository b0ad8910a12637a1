// What happens to objects whose owner is removed, and to namespaces.
import { test } from 'node:test';
import { expect } from 'chai';
import type { Store, Stored } from '../../src/store';
import { createPod, startSmallCluster, waitUntil, waitUntilAll, waitUntilGone } from '../small-cluster';

test('background deletion removes the owner at once and its dependents after it', async (context) => {
  const { store } = startSmallCluster(context);
  createOwned(store, 'dependent', createOwner(store, 'owner'));
  store.delete('configmaps', 'team', 'owner', { propagationPolicy: 'Background' });
  expect(store.find('configmaps', 'team', 'owner')).to.equal(undefined);
  await waitUntilGone(store, ['configmaps', 'dependent']);
});

test('foreground deletion keeps the owner until its dependents are gone', async (context) => {
  const { store } = startSmallCluster(context);
  const owner = createOwner(store, 'owner');
  store.create('pods', {
    ...createPod('dependent', 'waits'),
    metadata: { name: 'dependent', namespace: 'team', ...createOwnerReferences(owner) },
  });
  await waitUntil(store, ['pods', 'dependent'], ({ status }) => status?.phase === 'Running');
  store.delete('configmaps', 'team', 'owner', { propagationPolicy: 'Foreground' });
  expect(store.get('configmaps', 'team', 'owner').metadata.finalizers).to.deep.equal(['foregroundDeletion']);
  await waitUntilGone(store, ['configmaps', 'owner']);
  expect(store.find('pods', 'team', 'dependent')).to.equal(undefined);
});

test('orphaned dependents stay and lose their owner', async (context) => {
  const { store } = startSmallCluster(context);
  createOwned(store, 'dependent', createOwner(store, 'owner'));
  store.delete('configmaps', 'team', 'owner', { propagationPolicy: 'Orphan' });
  await waitUntilGone(store, ['configmaps', 'owner']);
  expect(store.get('configmaps', 'team', 'dependent').metadata.ownerReferences).to.equal(undefined);
});

test('an object with another owner left stays with that one', async (context) => {
  const { store } = startSmallCluster(context);
  const [first, second] = [createOwner(store, 'first'), createOwner(store, 'second')];
  createOwned(store, 'dependent', first, second);
  store.delete('configmaps', 'team', 'first');
  const left = await waitUntil(
    store,
    ['configmaps', 'dependent'],
    ({ metadata }) => metadata.ownerReferences?.length === 1,
  );
  expect(left.metadata.ownerReferences?.map(({ name }) => name)).to.deep.equal(['second']);
});

test('an object whose owner never existed is removed', async (context) => {
  const { store } = startSmallCluster(context);
  const owner = createOwner(store, 'owner');
  store.delete('configmaps', 'team', 'owner');
  createOwned(store, 'late', owner);
  await waitUntilGone(store, ['configmaps', 'late']);
});

test('a namespace is emptied before it is removed, and has a ServiceAccount until then', async (context) => {
  const { store } = startSmallCluster(context);
  await waitUntil(store, ['serviceaccounts', 'default'], () => true);
  store.create('pods', createPod('one', 'waits'));
  await waitUntil(store, ['pods', 'one'], ({ status }) => status?.phase === 'Running');
  store.delete('namespaces', undefined, 'team');
  await waitUntilAll(store, 'namespaces', () => store.find('namespaces', undefined, 'team') === undefined);
  for (const resource of ['pods', 'serviceaccounts', 'events'] as const) {
    expect(store.list(resource, 'team').length, resource).to.equal(0);
  }
});

function createOwner(store: Store, name: string): Stored<'configmaps'> {
  return store.create('configmaps', { metadata: { name, namespace: 'team' } });
}

function createOwned(store: Store, name: string, ...owners: readonly Stored<'configmaps'>[]): void {
  store.create('configmaps', { metadata: { name, namespace: 'team', ...createOwnerReferences(...owners) } });
}

function createOwnerReferences(
  ...owners: readonly Stored<'configmaps'>[]
): Pick<Stored<'configmaps'>['metadata'], 'ownerReferences'> {
  return {
    ownerReferences: owners.map(({ metadata: { name, uid } }) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      name,
      uid,
      blockOwnerDeletion: true,
    })),
  };
}
