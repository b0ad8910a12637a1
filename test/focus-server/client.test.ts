// The REST client against servers that answer, refuse, close the connection, never answer or do not exist.
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { ConfigurationError } from '../../support/common/errors';
import { type Exchange, type FailedCall, FocusServerClient, FocusServerError } from '../../support/focus-server';

const ok = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}';

test('an answer is an exchange, whatever its status', async (t) => {
  const { url } = await rawServer(
    t,
    () => 'HTTP/1.1 500 Oops\r\ncontent-type: text/plain\r\ncontent-length: 4\r\n\r\noops',
  );
  const exchange = await client(t, url).configure({ view_type: 0 });
  expect(exchange).to.include({
    method: 'POST',
    path: '/configure',
    status: 500,
    contentType: 'text/plain',
    bodyText: 'oops',
    bodyBytes: 4,
  });
  expect(exchange.requestBody).to.deep.equal({ view_type: 0 });
  expect(exchange.json).to.equal(undefined);
});

test('the listener gets every call, including failed ones', async (t) => {
  const calls: (Exchange | FailedCall)[] = [];
  const { url, port } = await rawServer(t, (count) => (count === 1 ? ok : undefined));
  const focus = client(t, url, { onExchange: (call) => calls.push(call) });
  await focus.ack();
  await rejection(focus.cancel('1-2'));
  expect(calls.map(({ method, path }) => `${method} ${path}`)).to.deep.equal(['GET /ack', 'DELETE /job/1-2']);
  expect(calls[1]).to.have.property(
    'failure',
    `DELETE http://127.0.0.1:${port}/job/1-2 failed: the connection was closed before the answer was complete (ECONNRESET).`,
  );
});

test('a lost GET is retried', async (t) => {
  const server = await rawServer(t, (count) => (count < 3 ? undefined : ok));
  expect((await client(t, server.url).getChannels()).status).to.equal(200);
  expect(server.requests()).to.equal(3);
});

test('a GET is sent three times at most', async (t) => {
  const server = await rawServer(t, () => undefined);
  expect((await rejection(client(t, server.url).ack())).failure).to.equal('lost');
  expect(server.requests()).to.equal(3);
});

test('a lost POST or DELETE is never retried', async (t) => {
  const calls: string[] = [];
  const { url } = await rawServer(t, (_count, request) => {
    calls.push(request.split(' ', 2).join(' '));
    return request.startsWith('GET') ? ok : undefined;
  });
  const focus = client(t, url);
  await rejection(focus.configure({}));
  await rejection(focus.cancel('1-2'));
  expect(calls).to.deep.equal(['GET /ack', 'POST /configure', 'GET /ack', 'DELETE /job/1-2']);
});

test('a POST uses a connection that has already been used, so that a connection that is lost while it opens does no damage', async (t) => {
  const calls: string[] = [];
  const { url } = await rawServer(t, (count) => (count === 1 ? undefined : ok));
  const focus = client(t, url, { onExchange: (call) => calls.push(`${call.method} ${'status' in call}`) });
  expect((await focus.configure({})).status).to.equal(200);
  expect((await focus.cancel('1-2')).status).to.equal(200);
  expect(calls).to.deep.equal(['GET false', 'GET true', 'POST true', 'DELETE true']);
});

test('each of several POSTs at the same time has its own connection that has already been used', async (t) => {
  const server = await rawServer(t, () => ok);
  const focus = client(t, server.url);
  await Promise.all([focus.configure({}), focus.configure({}), focus.configure({})]);
  expect([server.requests(), server.connections()]).to.deep.equal([6, 3]);
});

test('workers that POST repeatedly check their connection once', async (t) => {
  const server = await rawServer(t, () => ok);
  const focus = client(t, server.url);
  const worker = async () => {
    for (let call = 0; call < 5; call++) await focus.configure({});
  };
  await Promise.all([worker(), worker(), worker()]);
  expect([server.requests(), server.connections()]).to.deep.equal([3 + 15, 3]);
});

test('connections are kept alive', async (t) => {
  const server = await rawServer(t, () => ok);
  const focus = client(t, server.url);
  for (let call = 0; call < 5; call++) await focus.ack();
  expect([server.requests(), server.connections()]).to.deep.equal([5, 1]);
});

test('an answer that is cut off counts as lost', async (t) => {
  const { url } = await rawServer(t, () => 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"a":', true);
  expect((await rejection(client(t, url).configure({}))).failure).to.equal('lost');
});

test('an answer of a server that does not speak HTTP counts as malformed', async (t) => {
  const { url } = await rawServer(t, () => 'SSH-2.0-server\r\n\r\n');
  expect((await rejection(client(t, url).ack())).failure).to.equal('malformed');
});

test('an answer is read up to a limit, whether or not it is compressed', async (t) => {
  const large = Buffer.alloc(5_000_000, 'A');
  const compressed = gzipSync(large);
  for (const [encoding, body] of [
    ['identity', large],
    ['gzip', compressed],
  ] as const) {
    const head = `HTTP/1.1 200 OK\r\ncontent-encoding: ${encoding}\r\ncontent-length: ${body.length}\r\n\r\n`;
    const { url } = await rawServer(t, () => Buffer.concat([Buffer.from(head), body]));
    const { failure, message } = await rejection(client(t, url).ack());
    expect([failure, message]).to.deep.equal(['oversized', `GET ${url}/ack failed: the answer is larger than 4 MiB.`]);
  }
});

test('the message for too many headers names the limit', async (t) => {
  const { url } = await rawServer(t, () => `HTTP/1.1 200 OK\r\nx-long: ${'A'.repeat(20_000)}\r\n\r\n`);
  const { failure, message } = await rejection(client(t, url).ack());
  expect(failure).to.equal('oversized');
  expect(message).to.equal(`GET ${url}/ack failed: the answer has more than 16 KiB of headers (HPE_HEADER_OVERFLOW).`);
});

test('an answer that is not compressed as its header states counts as malformed', async (t) => {
  const { url } = await rawServer(t, () => ok.replace('\r\n', '\r\ncontent-encoding: gzip\r\n'));
  const { failure, message } = await rejection(client(t, url).ack());
  expect(failure).to.equal('malformed');
  expect(message).to.equal(
    `GET ${url}/ack failed: the answer is not compressed as its Content-Encoding requires (Z_DATA_ERROR).`,
  );
});

test('a redirect is an answer: it is not followed', async (t) => {
  const server = await rawServer(t, () => 'HTTP/1.1 302 Found\r\nlocation: /login\r\ncontent-length: 0\r\n\r\n');
  expect((await client(t, server.url).ack()).status).to.equal(302);
  expect(server.requests()).to.equal(1);
});

test('a server that never answers counts as silent', async (t) => {
  const { url } = await rawServer(t, (_count, request) => (request.startsWith('GET') ? ok : ''));
  const error = await rejection(client(t, url, { requestMs: 50 }).configure({}));
  expect(error.failure).to.equal('silent');
  expect(error.message).to.equal(
    `POST ${url}/configure got no complete answer within 50 ms: the server is overloaded or hangs.`,
  );
});

test('a call ends with the scenario that made it', async (t) => {
  const { url } = await rawServer(t, () => '');
  const scenario = new AbortController();
  const call = rejection(client(t, url).ack(scenario.signal));
  scenario.abort();
  expect((await call).failure).to.equal('cancelled');
});

test('a server that does not exist counts as refused', async (t) => {
  const error = await rejection(client(t, 'http://127.0.0.1:1').ack());
  expect(error.failure).to.equal('refused');
  expect(error.message).to.equal(
    'GET http://127.0.0.1:1/ack failed: connection refused: nothing listens at this address.',
  );
});

test('an error contains no objects of the HTTP library, such as its request and headers', async (t) => {
  const { url } = await rawServer(t, () => undefined);
  const error = await rejection(client(t, url).configure({ secret: 'canary' }));
  expect(JSON.stringify(error)).to.equal('{"failure":"lost","name":"FocusServerError"}');
  expect(error.cause).to.equal(undefined);
});

test('a CA file that cannot be read is a configuration error', () => {
  const tls = { caFile: '/nowhere/ca.pem', rejectUnauthorized: true };
  expect(() => new FocusServerClient({ baseUrl: 'https://127.0.0.1:1', requestMs: 50, tls })).to.throw(
    ConfigurationError,
    "The CA file /nowhere/ca.pem (FOCUS_CA_FILE or the profile's tls.caFile) cannot be read: is the path right?",
  );
});

interface RawServer {
  readonly url: string;
  readonly port: number;
  requests(): number;
  connections(): number;
}

/** Answers each request with a text; resets the connection if there is none, or ends it after the text. */
async function rawServer(
  t: TestContext,
  answer: (count: number, request: string) => string | Buffer | undefined,
  end = false,
): Promise<RawServer> {
  const sockets = new Set<net.Socket>();
  let requests = 0;
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('data', (request) => {
      requests += 1;
      const text = answer(requests, String(request));
      if (text === undefined) socket.resetAndDestroy();
      else if (end) socket.end(text);
      else socket.write(text);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port, requests: () => requests, connections: () => sockets.size };
}

type Options = Partial<ConstructorParameters<typeof FocusServerClient>[0]>;

function client(t: TestContext, baseUrl: string, options: Options = {}): FocusServerClient {
  const focus = new FocusServerClient({ baseUrl, requestMs: 5_000, ...options });
  t.after(() => focus.close());
  return focus;
}

async function rejection(call: Promise<unknown>): Promise<FocusServerError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof FocusServerError) return error;
    throw error;
  }
  throw new Error('The call was answered');
}
