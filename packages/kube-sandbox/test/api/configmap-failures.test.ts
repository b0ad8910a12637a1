// Failures of the API server that a ConfigMap requests: which calls they affect, and from which call on.
import { describe, test } from 'node:test';
import { expect } from 'chai';
import { createConfigMapFailures } from '../../src/api/configmap-failures';
import { parseRequest } from '../../src/api/request-info';
import { createStore } from '../../src/store';

const createService = parseRequest('POST', '/api/v1/namespaces/team/services');

describe('failures that a ConfigMap requests', () => {
  test('none without a ConfigMap, or after it was removed', () => {
    const { request, withdraw, findFailure } = setUp();
    expect(findFailure(createService)).to.equal('none');
    request({ verb: 'create', resource: 'services', failure: 'error' });
    withdraw();
    expect(findFailure(createService)).to.equal('none');
  });

  test('affect the named verb, resource and namespace alone', () => {
    const { request, findFailure } = setUp();
    request({ verb: 'create', resource: 'services', failure: 'error' });
    const others = [
      parseRequest('GET', '/api/v1/namespaces/team/services'),
      parseRequest('POST', '/apis/batch/v1/namespaces/team/jobs'),
      parseRequest('POST', '/api/v1/namespaces/other/services'),
      parseRequest('GET', '/version'),
    ];
    expect([createService, ...others].map(findFailure)).to.deep.equal(['500', 'none', 'none', 'none', 'none']);
  });

  test('begin after so many calls, counted anew for each ConfigMap', () => {
    const { request, withdraw, findFailure } = setUp();
    const data = { verb: 'create', resource: 'services', failure: 'silence', after: '1' };
    request(data);
    expect([createService, createService, createService].map(findFailure)).to.deep.equal([
      'none',
      'silence',
      'silence',
    ]);
    withdraw();
    request(data);
    expect([createService, createService].map(findFailure)).to.deep.equal(['none', 'silence']);
  });

  test('a ConfigMap that cannot be read has no effect', () => {
    const { request, findFailure } = setUp();
    request({ verb: 'create', resource: 'services', failure: 'explode' });
    expect(findFailure(createService)).to.equal('none');
  });
});

function setUp() {
  const store = createStore();
  for (const name of ['team', 'other']) store.create('namespaces', { metadata: { name } });
  const interceptor = createConfigMapFailures(store);
  const metadata = { namespace: 'team', name: 'api-server-failures' };
  return {
    request: (data: Record<string, string>) => void store.create('configmaps', { metadata, data }),
    withdraw: () => void store.delete('configmaps', metadata.namespace, metadata.name),
    findFailure: (info: typeof createService) => {
      const interception = interceptor(info, { name: 'somebody', groups: [] });
      return interception?.silence === 'before' ? 'silence' : String(interception?.refusal?.code ?? 'none');
    },
  };
}
