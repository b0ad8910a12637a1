// What stands between the server and its callers: what a client sees of it.
import { type TestContext, test } from 'node:test';
import { expect } from 'chai';
import { fastify } from 'fastify';
import { hooksOf } from '../src/stand-in/faults';
import { addFront } from '../src/stand-in/rest/front';

test('in health an answer is delivered as it is', async (context) => {
  const answer = await post(await answering(context, '', 200));
  expect([answer.status, await answer.json()]).to.deep.equal([200, { job_id: '1-70000' }]);
});

test('an answer that is cut off begins, and its connection is lost', async (context) => {
  const answer = await post(await answering(context, 'answers-cut-off', 200));
  expect(answer.status).to.equal(200);
  const failure = await answer.text().catch((error: unknown) => error);
  expect(failure).to.have.property('message', 'terminated');
});

test('a proxy replaces errors by its page and leaves the rest alone', async (context) => {
  const refused = await post(await answering(context, 'proxy-error-page', 422));
  expect([refused.status, refused.headers.get('content-type')]).to.deep.equal([422, 'text/html']);
  const accepted = await post(await answering(context, 'proxy-error-page', 200));
  expect(await accepted.json()).to.deep.equal({ job_id: '1-70000' });
});

test('equal requests at the same time get one answer, and the next one gets its own', async (context) => {
  const url = await answering(context, 'proxy-joins-requests', 200, 2);
  const together = await Promise.all([post(url), post(url)]);
  expect(await Promise.all(together.map((answer) => answer.json()))).to.deep.equal([
    { job_id: '1-70000' },
    { job_id: '1-70000' },
  ]);
  expect(await (await post(url)).json()).to.deep.equal({ job_id: '2-70001' });
});

/** A server behind what the fault puts there, which gives every request another number; it answers when so many have come. */
async function answering(context: TestContext, fault: string, status: number, comers = 1): Promise<string> {
  const app = fastify({ forceCloseConnections: true });
  let asked = 0;
  let came = 0;
  const enough = Promise.withResolvers<void>();
  // The last one has to meet the front before any is answered.
  app.addHook('preHandler', async () => {
    came += 1;
    if (came === comers) setImmediate(enough.resolve);
  });
  addFront(app, hooksOf(fault));
  app.post('/configure', async (_, reply) => {
    asked += 1;
    const body = { job_id: `${asked}-${69_999 + asked}` };
    await enough.promise;
    return reply.code(status).type('application/json').send(JSON.stringify(body));
  });
  context.after(() => app.close());
  return `${await app.listen({ host: '127.0.0.1', port: 0 })}/configure`;
}

function post(url: string): Promise<Response> {
  return fetch(url, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
}
