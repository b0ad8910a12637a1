// Calls on objects over HTTP: codes, reasons, texts, patches, dry runs.
import { after, before, test } from 'node:test';
import { expect } from 'chai';
import { ApiUnderTest } from '../api-under-test';

const mapsPath = '/api/v1/namespaces/team/configmaps';
const jobsPath = '/apis/batch/v1/namespaces/team/jobs';

let api: ApiUnderTest;

before(async () => {
  api = await ApiUnderTest.start();
});

after(() => api.stop());

test('a created object is answered with 201 and can be read', async () => {
  const created = await api.call('POST', mapsPath, { body: { metadata: { name: 'one' }, data: { a: 'b' } } });
  expect([created.code, created.body.kind, created.body.apiVersion]).to.deep.equal([201, 'ConfigMap', 'v1']);
  const read = await api.call('GET', `${mapsPath}/one`);
  expect(read.body).to.deep.equal(created.body);
});

test('what is not there is a 404 with a Status', async () => {
  const { code, body } = await api.call('GET', `${jobsPath}/none`);
  expect(code).to.equal(404);
  expect(body).to.deep.equal({
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: 'jobs.batch "none" not found',
    reason: 'NotFound',
    details: { name: 'none', group: 'batch', kind: 'jobs' },
    code: 404,
  });
});

test('a call without a valid token is a 401', async () => {
  for (const token of [null, 'wrong', 'a.b.c']) {
    const { code, body } = await api.call('GET', mapsPath, { token });
    expect([code, body.reason, body.message]).to.deep.equal([401, 'Unauthorized', 'Unauthorized']);
  }
  expect((await api.call('GET', '/readyz', { token: null })).text).to.equal('ok');
});

test('bodies of another type, kind, name or shape are refused', async () => {
  const refused = async (options: object, path = mapsPath): Promise<unknown[]> => {
    const { code, body } = await api.call('POST', path, options);
    return [code, body.message];
  };
  expect(await refused({ body: 'x', contentType: 'text/plain' })).to.deep.equal([
    415,
    'the body of the request was in an unknown format - accepted media types include: application/json, application/yaml',
  ]);
  expect(await refused({ body: { metadata: { name: 'x', namespace: 'other' } } })).to.deep.equal([
    400,
    'the namespace of the provided object does not match the namespace sent on the request',
  ]);
  expect(await refused({ body: { metadata: { name: 'x' }, spec: { backoffLimit: 'many' } } }, jobsPath)).to.deep.equal([
    400,
    'Job in version "v1" cannot be handled as a Job: Job.spec.backoffLimit: Invalid input: expected number, received string',
  ]);
});

test('a body in YAML is read', async () => {
  const created = await api.call('POST', mapsPath, { body: 'metadata: {name: yaml}', contentType: 'application/yaml' });
  expect([created.code, created.body.metadata?.name]).to.deep.equal([201, 'yaml']);
});

test('patches of each kind are applied', async () => {
  await api.call('POST', mapsPath, { body: { metadata: { name: 'patched' }, data: { a: '1', b: '2' } } });
  const patch = (contentType: string, body: unknown) => api.call('PATCH', `${mapsPath}/patched`, { body, contentType });
  const merged = await patch('application/merge-patch+json', { data: { a: null, c: '3' } });
  expect(merged.body.data).to.deep.equal({ b: '2', c: '3' });
  const operated = await patch('application/json-patch+json', [{ op: 'replace', path: '/data/b', value: 'x' }]);
  expect(operated.body.data).to.deep.equal({ b: 'x', c: '3' });
  const failed = await patch('application/json-patch+json', [{ op: 'test', path: '/data/b', value: 'y' }]);
  expect([failed.code, failed.body.message]).to.deep.equal([
    422,
    'the server rejected our request due to an error in our request',
  ]);
  expect((await patch('application/foo', {})).code).to.equal(415);
});

test('an update with a stale version is a conflict', async () => {
  const { body } = await api.call('POST', mapsPath, { body: { metadata: { name: 'stale' } } });
  await api.call('PUT', `${mapsPath}/stale`, { body: { ...body, data: { a: '1' } } });
  const second = await api.call('PUT', `${mapsPath}/stale`, { body: { ...body, data: { a: '2' } } });
  expect([second.code, second.body.reason]).to.deep.equal([409, 'Conflict']);
});

test('a dry run is checked and not stored', async () => {
  const tried = await api.call('POST', `${mapsPath}?dryRun=All`, { body: { metadata: { name: 'dry' } } });
  expect([tried.code, tried.body.metadata?.resourceVersion]).to.deep.equal([201, undefined]);
  expect((await api.call('GET', `${mapsPath}/dry`)).code).to.equal(404);
  const wrong = await api.call('POST', `${mapsPath}?dryRun=Some`, { body: { metadata: { name: 'dry' } } });
  expect(wrong.body.message).to.equal(
    'CreateOptions.meta.k8s.io "" is invalid: dryRun: Unsupported value: []string{"Some"}: supported values: "All"',
  );
});

test('a deletion answers a Status, or the object that it returns or only marks', async () => {
  await api.call('POST', mapsPath, { body: { metadata: { name: 'gone' } } });
  const gone = await api.call('DELETE', `${mapsPath}/gone`);
  expect([gone.body.kind, gone.body.status]).to.deep.equal(['Status', 'Success']);
  await api.call('POST', mapsPath, { body: { metadata: { name: 'held', finalizers: ['example.com/x'] } } });
  const held = await api.call('DELETE', `${mapsPath}/held`);
  expect([held.body.kind, typeof held.body.metadata?.deletionTimestamp]).to.deep.equal(['ConfigMap', 'string']);
  const wrong = await api.call('DELETE', `${mapsPath}/held`, { body: { preconditions: { uid: 'other' } } });
  expect([wrong.code, wrong.body.reason]).to.deep.equal([409, 'Conflict']);
});

test('paths and methods that Kubernetes does not know', async () => {
  expect((await api.call('GET', '/apis/none/v1')).text).to.equal('404 page not found\n');
  const unknown = await api.call('GET', '/api/v1/nones');
  expect([unknown.code, unknown.body.message]).to.deep.equal([404, 'the server could not find the requested resource']);
  const wrong = await api.call('POST', '/api/v1/configmaps', { body: {} });
  expect([wrong.code, wrong.body.reason]).to.deep.equal([405, 'MethodNotAllowed']);
});
