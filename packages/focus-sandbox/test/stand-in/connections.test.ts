// Connections that the server loses: what a client of them sees.
import { connect } from 'node:net';
import { type TestContext, test } from 'node:test';
import { expect } from 'chai';
import { fastify } from 'fastify';
import type { ConnectionLoss } from '../../src/stand-in/hooks';
import { Connections, LostConnection } from '../../src/stand-in/rest/connections';

test('a connection that is reset is lost without an answer, and the next one is served', async (context) => {
  const url = await losing(context, 'reset');
  expect(await readFailure(`${url}/lost`)).to.equal('ECONNRESET');
  expect((await fetch(`${url}/kept`)).status).to.equal(200);
});

test('after a refusal nothing listens, and the server can be stopped', async (context) => {
  const url = await losing(context, 'refused');
  expect(await readFailure(`${url}/lost`)).to.equal('ECONNRESET');
  expect(await readFailure(`${url}/kept`)).to.equal('ECONNREFUSED');
});

test('requests in progress are answered before others are refused', async (context) => {
  const { promise: answer, resolve: finish } = Promise.withResolvers<object>();
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const url = await losing(context, 'refused', async () => {
    begin();
    return await answer;
  });
  const slow = fetch(`${url}/slow`);
  await begun;
  const lost = readFailure(`${url}/lost`);
  expect((await fetch(`${url}/kept`)).status).to.equal(200);
  finish({});
  expect((await slow).status).to.equal(200);
  expect(await lost).to.equal('ECONNRESET');
  expect(await readFailure(`${url}/kept`)).to.equal('ECONNREFUSED');
});

test('a lost connection has a reason for the log', () => {
  expect(new LostConnection('reset').message).to.equal(
    'the connection is reset: more jobs are requested than this server sustains',
  );
});

/** A server that loses the connections of `/lost`; it is stopped when the test ends. */
async function losing(context: TestContext, loss: ConnectionLoss, slow = async () => ({})): Promise<string> {
  const app = fastify({ forceCloseConnections: true });
  const connections = new Connections(app);
  app.get('/kept', () => ({}));
  app.get('/slow', slow);
  app.get('/lost', (request, reply) => connections.lose(loss, request, reply));
  context.after(() => app.close());
  return await app.listen({ host: '127.0.0.1', port: 0 });
}

/** Sends a request over a connection of its own. */
function readFailure(url: string): Promise<string | undefined> {
  const { hostname, port, pathname } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) });
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
    socket.once('data', () => {
      socket.destroy();
      resolve(undefined);
    });
    socket.write(`GET ${pathname} HTTP/1.1\r\nHost: test\r\n\r\n`);
  });
}
