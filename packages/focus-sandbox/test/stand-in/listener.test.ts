// A listener that closes does not wait for silent connections.
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { test } from 'node:test';
import { expect } from 'chai';
import { Listener } from '../../src/stand-in/programs/listener';

const host = '127.0.0.1';

test('a silent connection is cut off when the listener closes', async () => {
  const listener = new Listener((socket) => socket.resume());
  const port = await findFreePort();
  await listener.open(host, port);
  const client = connect(port, host);
  await once(client, 'connect');
  const closed = once(client.resume(), 'close');
  await listener.close();
  expect(await closed).to.deep.equal([false]);
});

test('an address that is taken is an error', async () => {
  const port = await findFreePort();
  const first = new Listener((socket) => socket.resume());
  await first.open(host, port);
  const second = new Listener((socket) => socket.resume());
  const error = await second.open(host, port).catch((cause: unknown) => cause);
  expect(error).to.have.property('code', 'EADDRINUSE');
  await second.close();
  await first.close();
});

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
