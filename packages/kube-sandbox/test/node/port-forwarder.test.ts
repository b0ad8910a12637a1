// A NodePort whose pod refuses connections.
import { once } from 'node:events';
import net from 'node:net';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { PortForwarder } from '../../src/node/port-forwarder';

const host = '127.0.0.1';

test('a connection that the pod refuses is reset, and so is the next one', async (context) => {
  const port = await forwardToNobody(context, false);
  expect([await findFailure(port), await findFailure(port)]).to.deep.equal(['ECONNRESET', 'ECONNRESET']);
});

test('where refusals close the port, the next connection is refused', async (context) => {
  const port = await forwardToNobody(context, true);
  expect([await findFailure(port), await findFailure(port)]).to.deep.equal(['ECONNRESET', 'ECONNREFUSED']);
});

test('a server of this process gets the connection itself, and its end', async (context) => {
  const received: (string | undefined)[] = [];
  const server = net.createServer((socket) => {
    received.push(socket.remoteAddress);
    socket.on('data', (data) => socket.write(`echo ${data}`));
    socket.once('close', () => received.push('closed'));
  });
  const port = await forwardTo(context, server);
  const socket = net.connect({ host, port });
  socket.write('hello');
  const [answer] = await once(socket, 'data');
  expect([String(answer), await countConnections(server)]).to.deep.equal(['echo hello', 0]);
  socket.end();
  await once(socket, 'close');
  expect(received).to.deep.equal([host, 'closed']);
});

test('a connection that the client resets does not end the process of the server', async (context) => {
  const server = net.createServer();
  const port = await forwardTo(context, server);
  const connected = once(server, 'connection');
  const socket = net.connect({ host, port });
  const [received] = await connected;
  const closed = new Promise((resolve) => received.once('close', resolve));
  socket.resetAndDestroy();
  await closed;
});

test('the server of a pod that has closed is no target any more', async (context) => {
  const server = net.createServer();
  const port = await forwardTo(context, server);
  await new Promise((resolve) => server.close(resolve));
  expect(await findFailure(port)).to.equal('ECONNRESET');
});

async function forwardTo(context: TestContext, server: net.Server): Promise<number> {
  const [port, target] = [await findFreePort(), await findFreePort()];
  server.listen(target, host);
  await once(server, 'listening');
  const onError = (error: Error): void => expect.fail(error.message);
  const options = { onError, closesOnRefusal: false, resetsEvery: Number.POSITIVE_INFINITY };
  const forwarder = new PortForwarder({ ip: host, port }, [{ ip: host, port: target }], options);
  context.after(async () => {
    await forwarder.close();
    server.close();
  });
  return port;
}

/** Those that the server has accepted on a socket of its own. */
function countConnections(server: net.Server): Promise<number> {
  return promisify(server.getConnections.bind(server))();
}

async function forwardToNobody(context: TestContext, closesOnRefusal: boolean): Promise<number> {
  const [port, nobody] = [await findFreePort(), await findFreePort()];
  const onError = (error: Error): void => expect.fail(error.message);
  const options = { onError, closesOnRefusal, resetsEvery: Number.POSITIVE_INFINITY };
  const forwarder = new PortForwarder({ ip: host, port }, [{ ip: host, port: nobody }], options);
  context.after(() => forwarder.close());
  return port;
}

function findFreePort(): Promise<number> {
  const server = net.createServer();
  return new Promise((resolve) => {
    server.listen(0, host, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

function findFailure(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port });
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
    socket.once('end', () => resolve(undefined));
  });
}
