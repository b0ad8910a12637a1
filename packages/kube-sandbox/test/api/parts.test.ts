// Proves the pure parts: addresses of calls, selectors, strategic merges, ages.
import { test } from 'node:test';
import { expect } from 'chai';
import { strategicMerge } from '../../src/api/patch/strategic';
import { requestInfo } from '../../src/api/request-info';
import { humanDuration } from '../../src/api/table/age';
import { canonicalQuantity } from '../../src/quantity';
import { parseLabelSelector } from '../../src/store';

test('addresses are read as Kubernetes reads them', () => {
  const read = (method: string, url: string): string => {
    const info = requestInfo(method, url);
    if (info.kind === 'path') return `${info.verb} ${info.path}`;
    const { verb, group, namespace = '-', resource, name, subresource = '-' } = info;
    return [verb, group, namespace, resource, name, subresource].join(' ');
  };
  expect(read('GET', '/api/v1/namespaces/a/pods')).to.equal('list  a pods  -');
  expect(read('GET', '/apis/batch/v1/jobs?watch=true')).to.equal('watch batch - jobs  -');
  expect(read('GET', '/api/v1/namespaces/a/pods/p/log')).to.equal('get  a pods p log');
  expect(read('DELETE', '/api/v1/namespaces/a/pods')).to.equal('deletecollection  a pods  -');
  expect(read('GET', '/api/v1/namespaces/a')).to.equal('get  a namespaces a -');
  expect(read('PUT', '/api/v1/namespaces/a/finalize')).to.equal('update  a namespaces a finalize');
  expect(read('GET', '/apis/batch/v1')).to.equal('get /apis/batch/v1');
});

test('label selectors are read', () => {
  expect(parseLabelSelector('a=1,b!=2,c in (x, y),d notin (z),e,!f')).to.deep.equal([
    { key: 'a', operator: '=', values: ['1'] },
    { key: 'b', operator: '!=', values: ['2'] },
    { key: 'c', operator: 'in', values: ['x', 'y'] },
    { key: 'd', operator: 'notin', values: ['z'] },
    { key: 'e', operator: 'exists', values: [] },
    { key: 'f', operator: '!', values: [] },
  ]);
});

test('a strategic merge joins lists by their key', () => {
  const target = { containers: [{ name: 'a', image: 'x', env: [{ name: 'A', value: '1' }] }], args: ['old'] };
  const merged = strategicMerge(target, {
    containers: [
      { name: 'b', image: 'y' },
      { name: 'a', env: [{ name: 'B', value: '2' }] },
    ],
    args: ['new'],
  });
  expect(merged).to.deep.equal({
    containers: [
      { name: 'b', image: 'y' },
      {
        name: 'a',
        image: 'x',
        env: [
          { name: 'B', value: '2' },
          { name: 'A', value: '1' },
        ],
      },
    ],
    args: ['new'],
  });
  const without = strategicMerge(merged, { containers: [{ name: 'b', $patch: 'delete' }], args: null });
  expect(Object.keys(without as object)).to.deep.equal(['containers']);
  expect((without as { containers: unknown[] }).containers).to.have.length(1);
});

test('ages are told as kubectl tells them', () => {
  const ages = [5, 119, 120, 599, 3600, 10_800, 86_400 * 2, 86_400 * 30].map((seconds) => humanDuration(seconds));
  expect(ages).to.deep.equal(['5s', '119s', '2m', '9m59s', '60m', '3h', '2d', '30d']);
});

test('amounts are written back in their canonical form', () => {
  const texts = ['0.5', '1000m', '1024Mi', '1.5Gi', '100m', '2', '1000'].map((text) => canonicalQuantity(text));
  expect(texts).to.deep.equal(['500m', '1', '1Gi', '1536Mi', '100m', '2', '1k']);
});
