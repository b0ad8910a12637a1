// How often pods may create Services, and what they are told beyond.
import { test } from 'node:test';
import { expect } from 'chai';
import { requestInfo } from '../../src/api/request-info';
import { throttlesOf } from '../../src/api/throttles';
import { ApiUnderTest } from './api-under-test';

const services = '/api/v1/namespaces/panda/services';
const pod = { name: 'system:serviceaccount:panda:focus-server', groups: ['system:serviceaccounts'] };
const administrator = { name: 'kubernetes-admin', groups: ['system:masters'] };

test('so many in a minute, and again after it', () => {
  let nowMs = 0;
  const [throttle] = throttlesOf({ serviceCreationsPerMinute: 2 }, () => nowMs);
  const create = () => throttle?.(requestInfo('POST', services), pod)?.refusal?.code;
  expect([create(), create(), create()]).to.deep.equal([undefined, undefined, 429]);
  nowMs = 59_999;
  expect(create()).to.equal(429);
  nowMs = 60_000;
  expect(create()).to.equal(undefined);
});

test('other calls and other callers are let through', () => {
  const [throttle] = throttlesOf({ serviceCreationsPerMinute: 0 });
  const others = [
    throttle?.(requestInfo('DELETE', `${services}/one`), pod),
    throttle?.(requestInfo('POST', '/apis/batch/v1/namespaces/panda/jobs'), pod),
    throttle?.(requestInfo('POST', services), administrator),
  ];
  expect(others).to.deep.equal([undefined, undefined, undefined]);
  expect(throttlesOf({})).to.deep.equal([]);
});

test('a call too many is answered 429 with the time after which it may come again', async () => {
  const api = await ApiUnderTest.start({ interceptors: throttlesOf({ serviceCreationsPerMinute: 0 }) });
  try {
    api.store.create('serviceaccounts', { metadata: { namespace: 'panda', name: 'focus-server' } });
    api.store.create('clusterrolebindings', {
      metadata: { name: 'all' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
      subjects: [{ kind: 'ServiceAccount', name: 'focus-server', namespace: 'panda' }],
    });
    const body = { metadata: { name: 'one' }, spec: { ports: [{ port: 1 }] } };
    const token = api.authenticator.issue('panda', 'focus-server');
    const { code, body: status } = await api.call('POST', services, { body, token });
    expect([code, status]).to.deep.equal([
      429,
      {
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Failure',
        message: 'Too many requests, please try again later.',
        reason: 'TooManyRequests',
        details: { retryAfterSeconds: 1 },
        code: 429,
      },
    ]);
  } finally {
    await api.stop();
  }
});
