// The log of a pod.
import { test } from 'node:test';
import { expect } from 'chai';
import { readLog } from '../../../support/cluster/readings/logs';
import { connectToFake } from '../fake-api-server';

test('a log is cut at its limit, which the result states', async (context) => {
  const { api, connection } = await connectToFake(context);
  api.answers.push(
    (response) => response.end('one\ntwo\n'),
    (response) => response.end('one\ntwo\n'),
  );
  expect(await readLog(connection, 'a', { maxBytes: 8 })).to.deep.equal({ text: 'one\ntwo\n', truncated: false });
  expect(await readLog(connection, 'a', { maxBytes: 5, tailLines: 9 })).to.deep.equal({
    text: 'one\nt',
    truncated: true,
  });
  expect(api.requests).to.deep.equal([
    'GET /api/v1/namespaces/panda/pods/a/log?tailLines=200&limitBytes=9',
    'GET /api/v1/namespaces/panda/pods/a/log?tailLines=9&limitBytes=6',
  ]);
});
