// What an interceptor does to a call: refuse it, expire it, cut it, leave it without an answer.
import { afterEach, test } from 'node:test';
import { expect } from 'chai';
import type { Interceptor } from '../../src/api/interception';
import { StatusError } from '../../src/store';
import { ApiUnderTest } from '../api-under-test';

const mapsPath = '/api/v1/namespaces/team/configmaps';

let api: ApiUnderTest | undefined;

afterEach(async () => {
  await api?.stop();
  api = undefined;
});

test('an interceptor refuses a call before or after it is carried out', async () => {
  const failing: Interceptor = (info) => {
    if (info.kind === 'path' || info.verb !== 'create') return undefined;
    const error = new StatusError(500, 'InternalError', 'Internal error occurred: out of order');
    return info.resource === 'configmaps' ? { refusal: error } : { lateRefusal: error };
  };
  api = await ApiUnderTest.start({ interceptors: [failing] });
  const before = await api.call('POST', mapsPath, { body: { metadata: { name: 'x' } } });
  expect([before.code, api.store.find('configmaps', 'team', 'x')]).to.deep.equal([500, undefined]);
  const after = await api.call('POST', '/api/v1/namespaces/team/secrets', { body: { metadata: { name: 'x' } } });
  expect([after.code, api.store.find('secrets', 'team', 'x')?.kind]).to.deep.equal([500, 'Secret']);
});

test('an interceptor expires, cuts and withholds answers', async () => {
  const opinions = {
    secrets: { expired: true },
    configmaps: { cutAfterMs: 1 },
    endpoints: { silence: 'before' },
  } as const;
  const failing: Interceptor = (info) =>
    info.kind === 'resource' ? opinions[info.resource as keyof typeof opinions] : undefined;
  api = await ApiUnderTest.start({ interceptors: [failing] });
  const expired = await api.call('GET', '/api/v1/secrets?watch=true');
  expect([JSON.parse(expired.text).type, JSON.parse(expired.text).object.code]).to.deep.equal(['ERROR', 410]);
  const cut = await api.call('GET', '/api/v1/configmaps?watch=true');
  expect([cut.code, cut.text]).to.deep.equal([200, '']);
  const silent = api.call('GET', '/api/v1/endpoints').then(
    () => 'answered',
    () => 'cut',
  );
  await api.call('GET', '/readyz');
  await api.stop();
  api = undefined;
  expect(await silent).to.equal('cut');
});
