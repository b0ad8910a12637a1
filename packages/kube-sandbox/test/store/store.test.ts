// The store's rules: identity, versions, deletion, watches.
import { test } from 'node:test';
import { expect } from 'chai';
import { createStore, type Store, selectLabels } from '../../src/store';

test('a new object gets an identity and the next version', () => {
  const store = createStoreWithNamespace();
  const version = store.resourceVersion;
  const map = store.create('configmaps', { metadata: { namespace: 'team', generateName: 'map-' }, data: { a: 'b' } });
  expect(map.metadata.name).to.match(/^map-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
  expect(map.metadata.resourceVersion).to.equal(String(version + 1));
  expect(map.metadata.creationTimestamp).to.equal('2026-01-02T03:04:05Z');
  expect(map.apiVersion).to.equal('v1');
  expect(Object.isFrozen(map.data)).to.equal(true);
});

test('a second object of the same name is refused', () => {
  const store = createStoreWithNamespace();
  store.create('configmaps', { metadata: { namespace: 'team', name: 'one' } });
  expect(() => store.create('configmaps', { metadata: { namespace: 'team', name: 'one' } })).to.throw(
    'configmaps "one" already exists',
  );
});

test('an object in an unknown namespace is refused', () => {
  expect(() => createStore().create('jobs', { metadata: { namespace: 'none', name: 'one' } })).to.throw(
    'namespaces "none" not found',
  );
});

test('an update with a stale version is a conflict', () => {
  const store = createStoreWithNamespace();
  const first = store.create('configmaps', { metadata: { namespace: 'team', name: 'one' } });
  store.patch('configmaps', 'team', 'one', (draft) => {
    draft.data = { a: '1' };
  });
  expect(() => store.update('configmaps', structuredClone(first) as never)).to.throw(
    'Operation cannot be fulfilled on configmaps "one": the object has been modified; please apply your changes to the latest version and try again',
  );
});

test('lists are sorted and looked up by label', () => {
  const store = createStoreWithNamespace();
  for (const name of ['c', 'a', 'b']) {
    store.create('secrets', { metadata: { namespace: 'team', name, labels: { app: name === 'b' ? 'x' : 'y' } } });
  }
  expect(listNames(store.list('secrets', 'team'))).to.deep.equal(['a', 'b', 'c']);
  expect(listNames(store.list('secrets', 'team', { labels: selectLabels({ app: 'y' }) }))).to.deep.equal(['a', 'c']);
  expect(store.list('secrets', 'other')).to.deep.equal([]);
});

test('an object that was removed and created again between two lists is listed once, in order', () => {
  const store = createStoreWithNamespace();
  const make = (name: string) => store.create('secrets', { metadata: { namespace: 'team', name } });
  for (const name of ['a', 'c', 'd']) make(name);
  expect(listNames(store.list('secrets', 'team'))).to.deep.equal(['a', 'c', 'd']);
  store.delete('secrets', 'team', 'c');
  store.delete('secrets', 'team', 'd');
  for (const name of ['e', 'c', 'b']) make(name);
  expect(listNames(store.list('secrets', 'team'))).to.deep.equal(['a', 'b', 'c', 'e']);
});

test('a change of the status shares the spec and cannot write into it', () => {
  const store = createStoreWithNamespace();
  const spec = { containers: [{ name: 'main', image: 'none' }] };
  const pod = store.create('pods', { metadata: { namespace: 'team', name: 'one' }, spec });
  const changed = store.patchStatus('pods', 'team', 'one', (draft) => {
    draft.status = { phase: 'Running' };
  });
  expect(changed?.status).to.deep.equal({ phase: 'Running' });
  expect(changed?.spec).to.equal(pod.spec);
  const write = () =>
    store.patchStatus('pods', 'team', 'one', (draft) => {
      if (draft.spec) draft.spec.nodeName = 'worker-node';
    });
  expect(write).to.throw(TypeError);
});

test('a deleted object stays until its finalizer is removed', () => {
  const store = createStoreWithNamespace();
  const seen: string[] = [];
  store.watch('configmaps', ({ type, object }) => seen.push(`${type} ${object.metadata.deletionTimestamp ?? '-'}`));
  store.create('configmaps', { metadata: { namespace: 'team', name: 'one', finalizers: ['example.com/wait'] } });
  store.delete('configmaps', 'team', 'one');
  store.patch('configmaps', 'team', 'one', (draft) => {
    delete draft.metadata.finalizers;
  });
  expect(seen).to.deep.equal(['ADDED -', 'MODIFIED 2026-01-02T03:04:05Z', 'DELETED 2026-01-02T03:04:05Z']);
  expect(store.find('configmaps', 'team', 'one')).to.equal(undefined);
});

test('changes made by a watcher are reported after the change that it reacted to', () => {
  const store = createStoreWithNamespace();
  const seen: string[] = [];
  store.watch('secrets', ({ type, object }) => {
    if (type === 'ADDED') store.delete('secrets', 'team', object.metadata.name);
  });
  store.watch('secrets', ({ type }) => seen.push(type));
  store.create('secrets', { metadata: { namespace: 'team', name: 'one' } });
  expect(seen).to.deep.equal(['ADDED', 'DELETED']);
});

test('the history is bounded', () => {
  const store = createStoreWithNamespace(2);
  for (const name of ['a', 'b', 'c', 'd', 'e']) store.create('secrets', { metadata: { namespace: 'team', name } });
  expect(listNames(store.listSince('secrets', 5).map(({ object }) => object))).to.deep.equal(['e']);
  expect(() => store.listSince('secrets', 1)).to.throw('too old resource version: 1 (4)');
});

function createStoreWithNamespace(historySize = 100): Store {
  const store = createStore({ historySize, now: () => new Date('2026-01-02T03:04:05Z') });
  store.create('namespaces', { metadata: { name: 'team' } });
  return store;
}

function listNames(objects: readonly { metadata: { name: string } }[]): string[] {
  return objects.map(({ metadata }) => metadata.name);
}

test('versions of an object share the parts that did not change', () => {
  const store = createStoreWithNamespace();
  const metadata = { namespace: 'team', name: 'one', labels: { app: 'x' } };
  const first = store.create('configmaps', { metadata, data: { a: '1' } });
  const second = store.patch('configmaps', 'team', 'one', (draft) => {
    draft.data = { a: '2' };
  });
  expect(second?.metadata.labels).to.equal(first.metadata.labels);
  expect([first.data?.a, second?.data?.a]).to.deep.equal(['1', '2']);
  const third = store.patch('configmaps', 'team', 'one', (draft) => {
    draft.data = { a: '2' };
  });
  expect(third).to.equal(second);
});
