// A NodePort whose pod refuses connections.
import net from 'node:net';
import { type TestContext, test } from 'node:test';
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
