// A stream address counts as answering only when a gRPC server is behind it, even when the first connection to it was never read.
import { once } from 'node:events';
import { connect, createServer, type Socket, type Server as TcpServer } from 'node:net';
import { type TestContext, test } from 'node:test';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { expect } from 'chai';
import { holdStream, seeStreamReady } from '../../support/jobs/stream-channel';

const host = '127.0.0.1';
const { signal } = new AbortController();

test('a gRPC server without any service is READY', async (context) => {
  const port = await startGrpc(context);
  await seeStreamReady({ host, port }, { withinMs: 5_000, signal });
});

test('a port that accepts TCP connections but sends nothing is distinguished from a gRPC server', async (context) => {
  const port = await startTcp(context, createServer());
  expect(await failure(port)).to.equal(
    `the stream address ${host}:${port} did not answer as a gRPC server within 0.3 s: it accepts TCP connections, but no HTTP/2 settings of a gRPC server arrived`,
  );
});

test('a closed port is distinguished from a silent one', async (context) => {
  const server = createServer();
  const port = await startTcp(context, server);
  server.close();
  expect(await failure(port)).to.equal(
    `the stream address ${host}:${port} did not answer as a gRPC server within 0.3 s: it refuses TCP connections: nothing listens there`,
  );
});

test('a first connection that nobody reads costs one attempt, but does not fail the check', async (context) => {
  const grpcPort = await startGrpc(context);
  let connections = 0;
  const gate = createServer((socket) => {
    connections += 1;
    socket.on('error', () => socket.destroy());
    if (connections > 1) forward(socket, grpcPort);
  });
  const port = await startTcp(context, gate);
  await seeStreamReady({ host, port }, { withinMs: 30_000, signal });
  expect(connections).to.equal(2);
});

test('an aborted signal ends the check with the reason of the signal', async (context) => {
  const port = await startTcp(context, createServer());
  const aborted = AbortSignal.abort(new Error('The scenario has ended'));
  const error = await seeStreamReady({ host, port }, { withinMs: 5_000, signal: aborted }).catch(
    (caught: unknown) => caught,
  );
  expect(error).to.have.property('message', 'The scenario has ended');
});

test('a channel that is kept open is opened again when its connection is dropped, and lost when nothing answers any more', async (context) => {
  const grpcPort = await startGrpc(context);
  const sockets: Socket[] = [];
  const gate = createServer((socket) => forward(socket, grpcPort));
  const second = once(gate, 'connection').then(() => once(gate, 'connection'));
  gate.on('connection', (socket) => sockets.push(socket));
  const port = await startTcp(context, gate);
  const lost = Promise.withResolvers<number>();
  await holdStream({ host, port }, { withinMs: 5_000, signal, onLost: lost.resolve });
  sockets[0]?.destroy();
  await second;
  gate.close();
  for (const socket of sockets) socket.destroy();
  await lost.promise;
  expect(sockets).to.have.length(2);
});

test('a channel that the suite closes is not lost', async (context) => {
  const port = await startGrpc(context);
  let lost = 0;
  const onLost = () => {
    lost += 1;
  };
  const held = await holdStream({ host, port }, { withinMs: 5_000, signal, onLost });
  held.close();
  await seeStreamReady({ host, port }, { withinMs: 5_000, signal });
  expect(lost).to.equal(0);
});

async function failure(port: number): Promise<string> {
  const error: unknown = await seeStreamReady({ host, port }, { withinMs: 300, signal }).catch(
    (caught: unknown) => caught,
  );
  return error instanceof Error ? error.message : 'no failure';
}

async function startGrpc(context: TestContext): Promise<number> {
  const server = new Server();
  context.after(() => server.forceShutdown());
  return new Promise((resolve, reject) => {
    const listening = (error: Error | null, port: number) => (error ? reject(error) : resolve(port));
    server.bindAsync(`${host}:0`, ServerCredentials.createInsecure(), listening);
  });
}

async function startTcp(context: TestContext, server: TcpServer): Promise<number> {
  const sockets = new Set<{ destroy(): void }>();
  server.on('connection', (socket) => {
    sockets.add(socket.on('error', () => socket.destroy()));
  });
  context.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  await once(server.listen(0, host), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}

function forward(socket: Socket, port: number): void {
  const upstream = connect(port, host);
  upstream.on('error', () => socket.destroy());
  socket.on('close', () => upstream.destroy());
  socket.pipe(upstream).pipe(socket);
}
