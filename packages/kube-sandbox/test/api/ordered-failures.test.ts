// Failures of the API server on order: which calls they concern, and from which call on.
import { describe, test } from 'node:test';
import { expect } from 'chai';
import { orderedFailures } from '../../src/api/ordered-failures';
import { requestInfo } from '../../src/api/request-info';
import { createStore } from '../../src/store';

const createService = requestInfo('POST', '/api/v1/namespaces/team/services');

describe('ordered failures', () => {
  test('none without an order, or after it was taken back', () => {
    const { order, takeBack, failureOf } = setUp();
    expect(failureOf(createService)).to.equal('none');
    order({ verb: 'create', resource: 'services', failure: 'error' });
    takeBack();
    expect(failureOf(createService)).to.equal('none');
  });

  test('concern the ordered verb, resource and namespace alone', () => {
    const { order, failureOf } = setUp();
    order({ verb: 'create', resource: 'services', failure: 'error' });
    const others = [
      requestInfo('GET', '/api/v1/namespaces/team/services'),
      requestInfo('POST', '/apis/batch/v1/namespaces/team/jobs'),
      requestInfo('POST', '/api/v1/namespaces/other/services'),
      requestInfo('GET', '/version'),
    ];
    expect([createService, ...others].map(failureOf)).to.deep.equal(['500', 'none', 'none', 'none', 'none']);
  });

  test('begin after so many calls, for each order anew', () => {
    const { order, takeBack, failureOf } = setUp();
    const data = { verb: 'create', resource: 'services', failure: 'silence', after: '1' };
    order(data);
    expect([createService, createService, createService].map(failureOf)).to.deep.equal(['none', 'silence', 'silence']);
    takeBack();
    order(data);
    expect([createService, createService].map(failureOf)).to.deep.equal(['none', 'silence']);
  });

  test('an order that cannot be read orders nothing', () => {
    const { order, failureOf } = setUp();
    order({ verb: 'create', resource: 'services', failure: 'explode' });
    expect(failureOf(createService)).to.equal('none');
  });
});

function setUp() {
  const store = createStore();
  for (const name of ['team', 'other']) store.create('namespaces', { metadata: { name } });
  const interceptor = orderedFailures(store);
  const metadata = { namespace: 'team', name: 'api-server-failures' };
  return {
    order: (data: Record<string, string>) => void store.create('configmaps', { metadata, data }),
    takeBack: () => void store.delete('configmaps', metadata.namespace, metadata.name),
    failureOf: (info: typeof createService) => {
      const interception = interceptor(info, { name: 'somebody', groups: [] });
      return interception?.silence === 'before' ? 'silence' : String(interception?.refusal?.code ?? 'none');
    },
  };
}
