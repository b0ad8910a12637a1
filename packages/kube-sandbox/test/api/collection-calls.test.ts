// Lists and watches over HTTP: selectors, parts, versions, tables.
import { after, before, test } from 'node:test';
import { expect } from 'chai';
import { ApiUnderTest } from '../api-under-test';

const mapsPath = '/api/v1/namespaces/team/configmaps';

let api: ApiUnderTest;

before(async () => {
  api = await ApiUnderTest.start();
  for (const [name, app] of [
    ['a', 'x'],
    ['b', 'y'],
    ['c', 'x'],
  ] as const) {
    api.store.create('configmaps', { metadata: { namespace: 'team', name, labels: { app } } });
  }
});

after(() => api.stop());

test('lists are selected by label and field', async () => {
  const select = async (query: string): Promise<string[]> => {
    const { body } = await api.call('GET', `${mapsPath}?${new URLSearchParams(query)}`);
    return (body.items ?? []).map(({ metadata }) => metadata.name);
  };
  expect(await select('labelSelector=app=x')).to.deep.equal(['a', 'c']);
  expect(await select('labelSelector=app!=x')).to.deep.equal(['b']);
  expect(await select('labelSelector=app in (y,z)')).to.deep.equal(['b']);
  expect(await select('labelSelector=!app')).to.deep.equal([]);
  expect(await select('fieldSelector=metadata.name=c')).to.deep.equal(['c']);
  const wrong = await api.call('GET', `${mapsPath}?fieldSelector=data.a=b`);
  expect([wrong.code, wrong.body.message]).to.deep.equal([
    400,
    '"data.a" is not a known field selector: only "metadata.name", "metadata.namespace"',
  ]);
  const unreadable = await api.call('GET', `${mapsPath}?labelSelector=a%20b`);
  expect(unreadable.body.message).to.equal(
    "unable to parse requirement: found 'b', expected: '=', '!=', '==', 'in', notin'",
  );
});

test('a long list is answered in pages', async () => {
  const first = await api.call('GET', `${mapsPath}?limit=2`);
  expect(first.body.items?.map(({ metadata }) => metadata.name)).to.deep.equal(['a', 'b']);
  expect(first.body.metadata?.remainingItemCount).to.equal(1);
  const second = await api.call('GET', `${mapsPath}?limit=2&continue=${first.body.metadata?.continue}`);
  expect(second.body.items?.map(({ metadata }) => metadata.name)).to.deep.equal(['c']);
  expect(second.body.metadata).to.deep.equal({ resourceVersion: first.body.metadata?.resourceVersion });
});

test('items of a list have no kind, as in Kubernetes', async () => {
  const { body } = await api.call('GET', `${mapsPath}?limit=1`);
  expect(body.kind).to.equal('ConfigMapList');
  expect(Object.keys(body.items?.[0] ?? {})).to.deep.equal(['metadata']);
});

test('a watch reports the state first and then the changes, seen through its selector', async () => {
  const watch = api.lines(`${mapsPath}?watch=true&labelSelector=app%3Dy`);
  expect(await readNextEvent(watch)).to.equal('ADDED b');
  setLabel('a', 'y');
  setLabel('b', 'z');
  api.store.patch('configmaps', 'team', 'a', (draft) => {
    draft.data = { k: 'v' };
  });
  api.store.delete('configmaps', 'team', 'a');
  expect(await readNextEvent(watch)).to.equal('ADDED a');
  expect(await readNextEvent(watch)).to.equal('DELETED b');
  expect(await readNextEvent(watch)).to.equal('MODIFIED a');
  expect(await readNextEvent(watch)).to.equal('DELETED a');
  await watch.return(undefined);
});

test('a watch continues from a version, or is answered that it is too old', async () => {
  const { resourceVersion } = api.store;
  api.store.create('secrets', { metadata: { namespace: 'team', name: 'late' } });
  const watch = api.lines(`/api/v1/secrets?watch=true&resourceVersion=${resourceVersion}`);
  expect(await readNextEvent(watch)).to.equal('ADDED late');
  await watch.return(undefined);
  for (let count = 0; count < 60; count++) {
    api.store.patch('secrets', 'team', 'late', (draft) => {
      draft.metadata.annotations = { count: String(count) };
    });
  }
  const old = api.lines(`/api/v1/secrets?watch=true&resourceVersion=${resourceVersion}`);
  const { value } = await old.next();
  const { type, object } = JSON.parse(String(value));
  expect([type, object.code, object.reason]).to.deep.equal(['ERROR', 410, 'Expired']);
  expect((await old.next()).done).to.equal(true);
});

test('a table has the columns that kubectl prints', async () => {
  const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';
  const { body } = await api.call('GET', '/api/v1/namespaces/default/services', { accept });
  const columns = (body.columnDefinitions as { name: string }[]).map(({ name }) => name);
  expect(columns).to.deep.equal(['Name', 'Type', 'Cluster-IP', 'External-IP', 'Port(s)', 'Age', 'Selector']);
  const [row] = body.rows as { cells: unknown[] }[];
  expect(row?.cells.filter((_cell, index) => index !== 5)).to.deep.equal([
    'kubernetes',
    'ClusterIP',
    '10.96.0.1',
    '<none>',
    '443/TCP',
    '<none>',
  ]);
});

function setLabel(name: string, app: string): void {
  api.store.patch('configmaps', 'team', name, (draft) => {
    draft.metadata.labels = { app };
  });
}

async function readNextEvent(watch: AsyncGenerator<string>): Promise<string> {
  const { value } = await watch.next();
  const { type, object } = JSON.parse(String(value));
  return `${type} ${object.metadata.name}`;
}

test('Endpoints are also served as EndpointSlices', async () => {
  const selector = 'labelSelector=kubernetes.io/service-name%3Dkubernetes';
  const { body } = await api.call('GET', `/apis/discovery.k8s.io/v1/namespaces/default/endpointslices?${selector}`);
  const [slice] = body.items as unknown as { endpoints: object[]; ports: object[] }[];
  const [subset] = api.store.get('endpoints', 'default', 'kubernetes').subsets ?? [];
  const address = subset?.addresses?.[0]?.ip;
  expect(slice?.endpoints).to.deep.equal([{ addresses: [address], conditions: { ready: true } }]);
  expect(slice?.ports).to.deep.equal([{ name: 'https', port: 16443, protocol: 'TCP' }]);
});
