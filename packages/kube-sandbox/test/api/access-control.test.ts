// Who may do what: ServiceAccount tokens, roles, reviews, impersonation.
import { after, before, test } from 'node:test';
import { expect } from 'chai';
import { ApiUnderTest } from '../api-under-test';

const reviewsPath = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
const podsPath = '/api/v1/namespaces/team/pods';

let api: ApiUnderTest;
let token: string;

before(async () => {
  api = await ApiUnderTest.start();
  api.store.create('serviceaccounts', { metadata: { namespace: 'team', name: 'robot' } });
  api.store.create('roles', {
    metadata: { namespace: 'team', name: 'reader' },
    rules: [{ apiGroups: [''], resources: ['pods', 'pods/log'], verbs: ['get', 'list'] }],
  });
  api.store.create('rolebindings', {
    metadata: { namespace: 'team', name: 'readers' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' },
    subjects: [{ kind: 'ServiceAccount', name: 'robot', namespace: 'team' }],
  });
  token = api.authenticator.issue('team', 'robot');
});

after(() => api.stop());

test('a ServiceAccount may do what its roles allow and nothing else', async () => {
  expect((await api.call('GET', podsPath, { token })).code).to.equal(200);
  const refused = await api.call('POST', podsPath, { token, body: { metadata: { name: 'x' } } });
  expect([refused.code, refused.body.message]).to.deep.equal([
    403,
    'pods is forbidden: User "system:serviceaccount:team:robot" cannot create resource "pods" in API group "" in the namespace "team"',
  ]);
  const everywhere = await api.call('GET', '/apis/batch/v1/jobs', { token });
  expect(everywhere.body.message).to.equal(
    'jobs.batch is forbidden: User "system:serviceaccount:team:robot" cannot list resource "jobs" in API group "batch" at the cluster scope',
  );
});

test('discovery is open to everybody who is known', async () => {
  expect((await api.call('GET', '/apis', { token })).code).to.equal(200);
  const { body } = await api.call('GET', '/metrics', { token });
  expect(body.message).to.equal('forbidden: User "system:serviceaccount:team:robot" cannot get path "/metrics"');
});

test('a review answers whether a call would be allowed', async () => {
  const review = async (verb: string): Promise<unknown> => {
    const attributes = { verb, resource: 'pods', namespace: 'team' };
    const { code, body } = await api.call('POST', reviewsPath, {
      token,
      body: { spec: { resourceAttributes: attributes } },
    });
    expect(code).to.equal(201);
    return (body.status as { allowed: boolean }).allowed;
  };
  expect([await review('list'), await review('delete')]).to.deep.equal([true, false]);
});

test('the administrator can act as a ServiceAccount, the ServiceAccount not as another', async () => {
  const headers = { 'impersonate-user': 'system:serviceaccount:team:robot' };
  expect((await api.call('GET', '/api/v1/nodes', { headers })).code).to.equal(403);
  expect(
    (await api.call('GET', podsPath, { headers: { 'impersonate-user': 'somebody' }, token })).body.message,
  ).to.equal(
    'users "somebody" is forbidden: User "system:serviceaccount:team:robot" cannot impersonate resource "users" in API group "" at the cluster scope',
  );
});

test('a token can be requested, and is invalid when its ServiceAccount is gone', async () => {
  api.store.create('serviceaccounts', { metadata: { namespace: 'team', name: 'short' } });
  const path = '/api/v1/namespaces/team/serviceaccounts/short/token';
  const { code, body } = await api.call('POST', path, { body: { spec: { expirationSeconds: 600 } } });
  expect(code).to.equal(201);
  const issued = (body.status as { token: string }).token;
  expect((await api.call('GET', '/apis', { token: issued })).code).to.equal(200);
  api.store.delete('serviceaccounts', 'team', 'short');
  expect((await api.call('GET', '/apis', { token: issued })).code).to.equal(401);
});
