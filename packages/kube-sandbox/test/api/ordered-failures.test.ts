// Failures of the API server on order: which calls they concern, and from which call on.
import { describe, test } from 'node:test';
import { expect } from 'chai';
import { createOrderedFailures } from '../../src/api/ordered-failures';
import { parseRequest } from '../../src/api/request-info';
import { createStore } from '../../src/store';

const createService = parseRequest('POST', '/api/v1/namespaces/team/services');

describe('ordered failures', () => {
  test('none without an order, or after it was taken back', () => {
    const { order, takeBack, findFailure } = setUp();
    expect(findFailure(createService)).to.equal('none');
    order({ verb: 'create', resource: 'services', failure: 'error' });
    takeBack();
    expect(findFailure(createService)).to.equal('none');
  });

  test('concern the ordered verb, resource and namespace alone', () => {
    const { order, findFailure } = setUp();
    order({ verb: 'create', resource: 'services', failure: 'error' });
    const others = [
      parseRequest('GET', '/api/v1/namespaces/team/services'),
      parseRequest('POST', '/apis/batch/v1/namespaces/team/jobs'),
      parseRequest('POST', '/api/v1/namespaces/other/services'),
      parseRequest('GET', '/version'),
    ];
    expect([createService, ...others].map(findFailure)).to.deep.equal(['500', 'none', 'none', 'none', 'none']);
  });

  test('begin after so many calls, for each order anew', () => {
    const { order, takeBack, findFailure } = setUp();
    const data = { verb: 'create', resource: 'services', failure: 'silence', after: '1' };
    order(data);
    expect([createService, createService, createService].map(findFailure)).to.deep.equal([
      'none',
      'silence',
      'silence',
    ]);
    takeBack();
    order(data);
    expect([createService, createService].map(findFailure)).to.deep.equal(['none', 'silence']);
  });

  test('an order that cannot be read orders nothing', () => {
    const { order, findFailure } = setUp();
    order({ verb: 'create', resource: 'services', failure: 'explode' });
    expect(findFailure(createService)).to.equal('none');
  });
});

function setUp() {
  const store = createStore();
  for (const name of ['team', 'other']) store.create('namespaces', { metadata: { name } });
  const interceptor = createOrderedFailures(store);
  const metadata = { namespace: 'team', name: 'api-server-failures' };
  return {
    order: (data: Record<string, string>) => void store.create('configmaps', { metadata, data }),
    takeBack: () => void store.delete('configmaps', metadata.namespace, metadata.name),
    findFailure: (info: typeof createService) => {
      const interception = interceptor(info, { name: 'somebody', groups: [] });
      return interception?.silence === 'before' ? 'silence' : String(interception?.refusal?.code ?? 'none');
    },
  };
}
