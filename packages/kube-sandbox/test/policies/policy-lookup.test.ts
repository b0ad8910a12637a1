// Which policies concern an object: by the kind that the policy names, and by each part of its selector.
import { describe, test } from 'node:test';
import { expect } from 'chai';
import type { Selector } from '../../src/policies';
import { Policies, type SelectedObject } from '../../src/policy-lookup';

const pod = createObject('Pod', 'chosen-1');

describe('a policy', () => {
  test('of another name is not found', () => {
    const policies = new Policies([{ policy: 'empty-logs', pods: {} }]);
    expect(policies.find('stuck-terminating', pod)).to.equal(undefined);
    expect(policies.listNamed('pod-addresses')).to.deep.equal([]);
  });

  test('concerns objects of its kind alone', () => {
    const policies = new Policies([
      { policy: 'jobs-without-pods', jobs: {} },
      { policy: 'empty-logs', pods: {} },
      { policy: 'node-ports', services: {}, served: 'not' },
    ]);
    const kinds = ['Job', 'ReplicaSet', 'Pod', 'Service'];
    const isFound = (name: 'jobs-without-pods' | 'empty-logs' | 'node-ports') =>
      kinds.filter((kind) => policies.find(name, createObject(kind, 'one')) !== undefined);
    expect(isFound('jobs-without-pods')).to.deep.equal(['Job']);
    expect(isFound('empty-logs')).to.deep.equal(['Pod']);
    expect(isFound('node-ports')).to.deep.equal(['Service']);
  });

  test('of events or of garbage concerns every kind', () => {
    const policies = new Policies([
      { policy: 'no-events', objects: {} },
      { policy: 'no-garbage-collection', dependents: {} },
    ]);
    const service = createObject('Service', 'one');
    expect(policies.find('no-events', service)).to.deep.equal({ policy: 'no-events', objects: {} });
    expect(policies.find('no-garbage-collection', pod)).to.not.equal(undefined);
  });

  test('holds together with others of its name: the first one that concerns the object is found, or all', () => {
    const [none, first, second] = [{ name: /^other-/ }, { name: /^chosen-/ }, {}].map(
      (pods) => ({ policy: 'memory-for-pods', pods, most: 1 }) as const,
    );
    const policies = new Policies([none, first, second].filter((policy) => policy !== undefined));
    expect(policies.listNamed('memory-for-pods')).to.deep.equal([none, first, second]);
    expect(policies.find('memory-for-pods', pod)).to.equal(first);
    expect(policies.findAll('memory-for-pods', pod)).to.deep.equal([first, second]);
  });
});

describe('a selector', () => {
  const cases: readonly (readonly [string, Selector, boolean])[] = [
    ['no part', {}, true],
    ['the name', { name: /^chosen-/ }, true],
    ['another name', { name: /^other-/ }, false],
    ['a label', { labels: { app: 'web' } }, true],
    ['another value of a label', { labels: { app: 'web', tier: 'back' } }, false],
    ['the kind of the controller', { controlledBy: 'ReplicaSet' }, true],
    ['the kind of an owner that is no controller', { controlledBy: 'Job' }, false],
    ['one part that matches and one that does not', { name: /^chosen-/, labels: { app: 'other' } }, false],
  ];
  for (const [what, pods, expected] of cases) {
    test(`with ${what} ${expected ? 'selects' : 'does not select'} the object`, () => {
      expect(new Policies([{ policy: 'empty-logs', pods }]).find('empty-logs', pod) !== undefined).to.equal(expected);
    });
  }

  test('of an expression with the flag g selects the object each time', () => {
    const policies = new Policies([{ policy: 'empty-logs', pods: { name: /chosen/g } }]);
    const found = [1, 2, 3].map(() => policies.find('empty-logs', pod) !== undefined);
    expect(found).to.deep.equal([true, true, true]);
  });
});

function createObject(kind: string, name: string): SelectedObject {
  const owner = { apiVersion: 'v1', name: 'owner', uid: 'u' };
  const ownerReferences = [
    { ...owner, kind: 'ReplicaSet', controller: true },
    { ...owner, kind: 'Job' },
  ];
  return { kind, metadata: { name, labels: { app: 'web', tier: 'front' }, ownerReferences } };
}
