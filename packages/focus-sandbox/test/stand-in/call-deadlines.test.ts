// The deadlines of the stand-in's calls to the API server.
import { test } from 'node:test';
import { expect } from 'chai';
import { CallDeadlines } from '../../src/stand-in/api-server/call-deadlines';
import { NoAnswer } from '../../src/stand-in/api-server/connection';
import { toApiServerError } from '../../src/stand-in/api-server/errors';

const services = '/api/v1/namespaces/panda/services';

test('a shorter deadline concerns the calls that create the resource, and no others, until it is lifted', () => {
  const deadlines = new CallDeadlines(8_000);
  deadlines.shorten({ resource: 'services', deadlineMs: 2_000 });
  expect(deadlines.find('POST', services)).to.equal(2_000);
  expect(deadlines.find('GET', services)).to.equal(8_000);
  expect(deadlines.find('DELETE', `${services}/one`)).to.equal(8_000);
  expect(deadlines.find('POST', '/apis/batch/v1/namespaces/panda/jobs')).to.equal(8_000);
  deadlines.shorten(undefined);
  expect(deadlines.find('POST', services)).to.equal(8_000);
});

test('a call that got no answer until its deadline is not repeated; one whose connection was lost is', () => {
  const late = toApiServerError('create Service one', new NoAnswer(2_000));
  expect(late.message).to.equal('create Service one: no answer from the Kubernetes API (no answer within 2000 ms)');
  expect(late.isTransient).to.equal(false);
  expect(toApiServerError('create Service one', new Error('socket hang up')).isTransient).to.equal(true);
});
