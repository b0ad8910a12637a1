// The changes from a list, and from a stream that is older than the list.
import { test } from 'node:test';
import type { V1Pod } from '@kubernetes/client-node';
import { expect } from 'chai';
import { ObjectCache } from '../../../support/cluster/watch/object-cache';

const receivedAt = { atMs: 0, time: new Date(0) };

test('reports no object that was created and deleted before the last list, even if a stream delivers it later', () => {
  const changes: string[] = [];
  const duplicates: string[] = [];
  const cache = new ObjectCache<V1Pod>(
    ({ type, object }) => changes.push(`${type} ${object.metadata?.name}`),
    () => duplicates.push('duplicate'),
  );
  cache.replace([pod('a', 5)], '20', receivedAt);
  cache.apply('ADDED', pod('b', 12), receivedAt);
  cache.apply('DELETED', pod('b', 20), receivedAt);
  cache.apply('ADDED', pod('c', 21), receivedAt);
  cache.apply('DELETED', pod('a', 22), receivedAt);

  expect(changes).to.deep.equal(['added a', 'added c', 'deleted a']);
  expect(duplicates).to.have.length(2);
  expect(cache.listObjects().map(({ metadata }) => metadata?.name)).to.deep.equal(['c']);
});

test('follows the stream of an API server whose resourceVersions are not numbers', () => {
  const changes: string[] = [];
  const cache = new ObjectCache<V1Pod>(
    ({ type, object }) => changes.push(`${type} ${object.metadata?.name}`),
    () => undefined,
  );
  cache.replace([], 'x1', receivedAt);
  cache.apply('ADDED', pod('b', 'x2'), receivedAt);

  expect(changes).to.deep.equal(['added b']);
});

function pod(name: string, resourceVersion: number | string): V1Pod {
  return { metadata: { name, uid: `uid-${name}`, resourceVersion: `${resourceVersion}` } };
}
