// What a client sees of a proxy in front of the server.
import { type TestContext, test } from 'node:test';
import { expect } from 'chai';
import { fastify } from 'fastify';
import { addProxy } from '../../src/stand-in/rest/proxy';
import { composeHooks } from '../../src/stand-in/server-faults';

test('without a fault an answer is delivered as it is', async (context) => {
  const answer = await post(await startServer(context, [], 200));
  expect([answer.status, await answer.json()]).to.deep.equal([200, { job_id: '1-70000' }]);
});

test('an answer that is cut off begins, and its connection is lost', async (context) => {
  const answer = await post(await startServer(context, ['answers-cut-off'], 200));
  expect(answer.status).to.equal(200);
  const failure = await answer.text().catch((error: unknown) => error);
  expect(failure).to.have.property('message', 'terminated');
});

test('a proxy replaces errors by its page and leaves the rest alone', async (context) => {
  const refused = await post(await startServer(context, ['proxy-error-page'], 422));
  expect([refused.status, refused.headers.get('content-type')]).to.deep.equal([422, 'text/html']);
  const accepted = await post(await startServer(context, ['proxy-error-page'], 200));
  expect(await accepted.json()).to.deep.equal({ job_id: '1-70000' });
});

test('equal requests at the same time get one answer, and the next one gets its own', async (context) => {
  const url = await startServer(context, ['proxy-joins-requests'], 200, 2);
  const together = await Promise.all([post(url), post(url)]);
  expect(await Promise.all(together.map((answer) => answer.json()))).to.deep.equal([
    { job_id: '1-70000' },
    { job_id: '1-70000' },
  ]);
  expect(await (await post(url)).json()).to.deep.equal({ job_id: '2-70001' });
});

/** A server behind the fault's proxy, which gives every request another number; it answers once `expected` requests have arrived. */
async function startServer(
  context: TestContext,
  faults: readonly string[],
  status: number,
  expected = 1,
): Promise<string> {
  const app = fastify({ forceCloseConnections: true });
  let answered = 0;
  let arrived = 0;
  const enough = Promise.withResolvers<void>();
  // The last request has to reach the proxy before any is answered.
  app.addHook('preHandler', async () => {
    arrived += 1;
    if (arrived === expected) setImmediate(enough.resolve);
  });
  addProxy(app, composeHooks(faults));
  app.post('/configure', async (_, reply) => {
    answered += 1;
    const body = { job_id: `${answered}-${69_999 + answered}` };
    await enough.promise;
    return reply.code(status).type('application/json').send(JSON.stringify(body));
  });
  context.after(() => app.close());
  return `${await app.listen({ host: '127.0.0.1', port: 0 })}/configure`;
}

function post(url: string): Promise<Response> {
  return fetch(url, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
}
