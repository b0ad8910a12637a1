// How the method and the address of a call are read.
import { test } from 'node:test';
import { expect } from 'chai';
import { parseRequest } from '../../src/api/request-info';

test('addresses are read as Kubernetes reads them', () => {
  const read = (method: string, url: string): string => {
    const info = parseRequest(method, url);
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
