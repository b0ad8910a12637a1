// API policies: which calls they concern, and what those are answered.
import { describe, test } from 'node:test';
import { expect } from 'chai';
import { joinInterceptions } from '../../src/api/interception';
import { type ChanceOptions, createPolicyInterceptors } from '../../src/api/policy-interceptors';
import { parseRequest } from '../../src/api/request-info';
import type { ClusterPolicy } from '../../src/policies';
import { Policies } from '../../src/policy-lookup';
import { ApiUnderTest } from '../api-under-test';

const services = '/api/v1/namespaces/team/services';
const serviceAccount = { name: 'system:serviceaccount:team:robot', groups: ['system:serviceaccounts'] };
const administrator = { name: 'kubernetes-admin', groups: ['system:masters'] };
const list = parseRequest('GET', '/api/v1/pods');
const watch = parseRequest('GET', '/api/v1/pods?watch=1');

describe('policies of all calls', () => {
  test('api-delays and watches-dropped join what they do to a watch', () => {
    const interceptors = createInterceptors(
      [
        { policy: 'api-delays', upToMs: 2_000 },
        { policy: 'watches-dropped', afterMs: { min: 1_000, max: 2_000 } },
      ],
      { random: () => 0.5 },
    );
    expect(joinInterceptions(interceptors, watch, administrator)).to.deep.equal({ delayMs: 1000, cutAfterMs: 1500 });
    expect(joinInterceptions(interceptors, list, administrator)).to.deep.equal({ delayMs: 1000 });
  });

  for (const [status, message] of [
    [500, 'Internal error occurred: etcdserver: request timed out'],
    [429, 'Too many requests, please try again later.'],
  ] as const) {
    test(`api-errors answers a share of the calls with ${status}`, () => {
      const refuse = (random: number) => {
        const interceptors = createInterceptors([{ policy: 'api-errors', share: 0.05, status }], {
          random: () => random,
        });
        const { code, message: text } = joinInterceptions(interceptors, list, administrator)?.refusal ?? {};
        return [code, text];
      };
      expect(refuse(0.04)).to.deep.equal([status, message]);
      expect(refuse(0.05)).to.deep.equal([undefined, undefined]);
    });
  }

  test('watches-expired expires a share of the watches and no other call', () => {
    const expire = (info: typeof watch, random: number) =>
      joinInterceptions(
        createInterceptors([{ policy: 'watches-expired', share: 0.5 }], { random: () => random }),
        info,
        administrator,
      );
    expect(expire(watch, 0.4)).to.deep.equal({ expired: true });
    expect([expire(watch, 0.5), expire(list, 0.4)]).to.deep.equal([undefined, undefined]);
  });

  test('without a policy no call is intercepted', () => {
    expect(createInterceptors([])).to.deep.equal([]);
  });
});

describe('services-per-minute', () => {
  test('lets so many through in a minute, and again after it', () => {
    let nowMs = 0;
    const [limit] = createInterceptors([{ policy: 'services-per-minute', most: 2 }], { nowMs: () => nowMs });
    const create = () => limit?.(parseRequest('POST', services), serviceAccount)?.refusal?.code;
    expect([create(), create(), create()]).to.deep.equal([undefined, undefined, 429]);
    nowMs = 59_999;
    expect(create()).to.equal(429);
    nowMs = 60_000;
    expect(create()).to.equal(undefined);
  });

  test('lets other calls and other callers through', () => {
    const [limit] = createInterceptors([{ policy: 'services-per-minute', most: 0 }]);
    const others = [
      limit?.(parseRequest('DELETE', `${services}/one`), serviceAccount),
      limit?.(parseRequest('POST', '/apis/batch/v1/namespaces/team/jobs'), serviceAccount),
      limit?.(parseRequest('POST', services), administrator),
    ];
    expect(others).to.deep.equal([undefined, undefined, undefined]);
  });
});

test('services-per-minute answers a call too many with 429 and the time after which it may come again', async () => {
  const api = await ApiUnderTest.start({
    interceptors: createInterceptors([{ policy: 'services-per-minute', most: 0 }]),
  });
  try {
    api.store.create('serviceaccounts', { metadata: { namespace: 'team', name: 'robot' } });
    api.store.create('clusterrolebindings', {
      metadata: { name: 'all' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
      subjects: [{ kind: 'ServiceAccount', name: 'robot', namespace: 'team' }],
    });
    const body = { metadata: { name: 'one' }, spec: { ports: [{ port: 1 }] } };
    const token = api.authenticator.issue('team', 'robot');
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

function createInterceptors(policies: readonly ClusterPolicy[], chance?: ChanceOptions) {
  return createPolicyInterceptors(new Policies(policies), chance);
}
