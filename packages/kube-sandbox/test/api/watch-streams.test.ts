// Watches whose client leaves, whose time is over, or whose server stops.
import { afterEach, test } from 'node:test';
import { expect } from 'chai';
import { ApiUnderTest } from '../api-under-test';

const mapsPath = '/api/v1/namespaces/team/configmaps';

let api: ApiUnderTest | undefined;

afterEach(async () => {
  await api?.stop();
  api = undefined;
});

test('watchers whose connection ends do not affect the others', async () => {
  api = await ApiUnderTest.start();
  const leaving = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const lines = api?.lines(`/api/v1/namespaces?watch=true`);
      await lines?.next();
      return lines;
    }),
  );
  const staying = api.lines(`${mapsPath}?watch=true`);
  const first = staying.next();
  await Promise.all(leaving.map((lines) => lines?.return(undefined)));
  for (let count = 0; count < 50; count++) {
    api.store.create('configmaps', { metadata: { namespace: 'team', name: `map-${count}` } });
    api.store.create('namespaces', { metadata: { name: `other-${count}` } });
  }
  expect(JSON.parse(String((await first).value)).object.metadata.name).to.equal('map-0');
  expect(JSON.parse(String((await staying.next()).value)).object.metadata.name).to.equal('map-1');
});

test('a watch ends with its time and with its server', async () => {
  api = await ApiUnderTest.start();
  const short: string[] = [];
  for await (const text of api.lines(`${mapsPath}?watch=true&timeoutSeconds=1`)) short.push(text);
  expect(short).to.deep.equal([]);
  const open = api.lines('/api/v1/namespaces?watch=true&fieldSelector=metadata.name%3Dteam');
  await open.next();
  const rest = open.next().then(
    ({ done }) => (done ? 'ended' : 'more'),
    () => 'cut',
  );
  await api.stop();
  api = undefined;
  expect(['ended', 'cut']).to.include(await rest);
});
