// Calls: through a proxy, after a refusal of the rate limit, and repeated only where that cannot do anything twice.
import { once } from 'node:events';
import http from 'node:http';
import { type TestContext, test } from 'node:test';
import { expect } from 'chai';
import { type Call, type CallerOptions, HttpCaller } from '../../../support/xray/client/http-caller';

interface TestServer {
  readonly url: string;
  readonly requests: string[];
}

async function startServer(t: TestContext, answer: http.RequestListener): Promise<TestServer> {
  const requests: string[] = [];
  const server = http.createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  server.on('connect', (_request, socket) => socket.end('HTTP/1.1 403 Forbidden\r\n\r\n'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`, requests };
}

function createCaller(t: TestContext, options: CallerOptions = {}): HttpCaller {
  const caller = new HttpCaller({ pauses: { firstMs: 1, maxMs: 2 }, ...options });
  t.after(() => caller.close());
  return caller;
}

function createCall(url: string, more: Partial<Call> = {}): Call {
  return { what: 'The call', method: 'POST', url, repeatable: false, deadlineMs: 2_000, ...more };
}

async function readError(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => expect.fail('the call succeeded'),
    (cause: unknown) => cause,
  );
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

test('a call goes through the proxy, unless NO_PROXY names the host', async (t) => {
  const target = await startServer(t, (_request, response) => response.end('{}'));
  const proxy = await startServer(t, (request, response) => {
    if (request.headers['proxy-authorization'] === undefined) return response.writeHead(407).end();
    return response.end('"through the proxy"');
  });
  const withUser = proxy.url.replace('//', '//user:word@');
  const caller = createCaller(t, { proxies: { httpProxy: withUser, httpsProxy: '', noProxy: '' } });
  expect((await caller.call(createCall(`${target.url}/a`))).body.toString()).to.equal('"through the proxy"');
  expect([proxy.requests, target.requests]).to.deep.equal([[`POST ${target.url}/a`], []]);

  const direct = createCaller(t, { proxies: { httpProxy: withUser, httpsProxy: '', noProxy: '127.0.0.1' } });
  expect((await direct.call(createCall(`${target.url}/a`))).body.toString()).to.equal('{}');
  // For an address with TLS, the proxy opens a tunnel.
  const tunnel = createCaller(t, { proxies: { httpProxy: '', httpsProxy: proxy.url, noProxy: '' } });
  expect(await readError(tunnel.call(createCall(target.url.replace('http:', 'https:'))))).to.equal(
    'EnvironmentError: The call: the proxy refused the connection: Proxy response (403) !== 200. Check HTTPS_PROXY, with user and password if the proxy demands them, and NO_PROXY.',
  );
  const refused = createCaller(t, { proxies: { httpProxy: proxy.url, httpsProxy: '', noProxy: '' } });
  expect(await readError(refused.call(createCall(`${target.url}/a`)))).to.equal(
    'EnvironmentError: The call: the proxy refused the connection: Proxy Authentication Required (407). Check HTTPS_PROXY, with user and password if the proxy demands them, and NO_PROXY.',
  );
});

test('429 is waited for as long as the server demands, whatever the call does', async (t) => {
  let refusals = 2;
  const server = await startServer(t, (_request, response) => {
    refusals -= 1;
    if (refusals >= 0) response.writeHead(429, { 'retry-after': '0.2' }).end('{"error":"Too many requests"}');
    else response.end('{}');
  });
  const lines: string[] = [];
  const caller = createCaller(t, { print: (line) => lines.push(line) });
  const startedAt = performance.now();
  await caller.call(createCall(server.url));
  expect(performance.now() - startedAt).to.be.above(400);
  expect(lines).to.deep.equal(Array(2).fill('The call: answered 429: Too many requests. Trying again.'));
});

test('a pause of more than five minutes ends the call', async (t) => {
  const later = new Date(Date.now() + 3_600_000).toUTCString();
  const server = await startServer(t, (_request, response) => response.writeHead(429, { 'retry-after': later }).end());
  expect(await readError(createCaller(t).call(createCall(server.url)))).to.match(
    /^EnvironmentError: The call: the server demands a pause of \d+(\.\d+)? s, longer than 300 s\. Run the command again later\.$/,
  );
});

test('a call that may have been carried out is repeated only if that changes nothing', async (t) => {
  const broken: readonly [string, http.RequestListener, number][] = [
    ['The call: answered 503: busy.', (_request, response) => response.writeHead(503).end('busy'), 5],
    [
      'The call: the connection was closed before the answer was complete (UND_ERR_SOCKET). Run the command again: it continues where it ended.',
      (request) => request.socket.destroy(),
      5,
    ],
    [
      'The call: no answer within 0.1 s. Run the command again: it continues where it ended; or raise xray.deadlineMs.',
      () => undefined,
      1,
    ],
  ];
  for (const [message, answer, attempts] of broken) {
    const server = await startServer(t, answer);
    const call = createCall(server.url, { deadlineMs: 100 });
    expect(await readError(createCaller(t).call(call))).to.equal(`EnvironmentError: ${message}`);
    expect(server.requests).to.have.length(1);
    await readError(createCaller(t).call({ ...call, repeatable: true }));
    expect(server.requests).to.have.length(1 + attempts);
  }
});
