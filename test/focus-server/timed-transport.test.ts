// How long a call took is what the server and the network took, however busy the suite is.
import { once } from 'node:events';
import http, { type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { expect } from 'chai';
import { FocusServerClient } from '../../support/focus-server';

const busyMs = 200;

test('the second of two answers that arrive together does not wait for the reading of the first', async (t) => {
  const held: ServerResponse[] = [];
  const baseUrl = await startServer(
    t,
    (answer) => held.push(answer) === 2 && held.forEach((each) => void each.end('{}')),
  );
  const blockedUntilMs: number[] = [];
  const client = createClient(t, baseUrl, () => {
    if (blockedUntilMs.push(performance.now() + busyMs) === 1) blockUntil(blockedUntilMs[0] ?? 0);
  });
  const calls = [client.ack(), client.ack()];
  const sentBeforeMs = performance.now();
  const durations = (await Promise.all(calls)).map(({ durationMs }) => durationMs);
  for (const durationMs of durations)
    expect(sentBeforeMs + durationMs).to.be.below((blockedUntilMs[0] ?? 0) - busyMs / 2);
});

test('a call begins when it gets its connection, not when it is prepared', async (t) => {
  const baseUrl = await startServer(t, (answer) => answer.end('{}'));
  const client = createClient(t, baseUrl);
  await client.ack();
  const call = client.ack();
  // Cucumber and other steps may keep the process busy right after a call.
  queueMicrotask(() => queueMicrotask(() => blockUntil(performance.now() + busyMs)));
  expect((await call).durationMs).to.be.below(busyMs / 2);
});

async function startServer(t: TestContext, onRequest: (answer: ServerResponse) => void): Promise<string> {
  const server = http.createServer((_, answer) => onRequest(answer));
  t.after(() => server.close());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function createClient(t: TestContext, baseUrl: string, onExchange?: () => void): FocusServerClient {
  const client = new FocusServerClient({ baseUrl, requestMs: 5_000, ...(onExchange && { onExchange }) });
  t.after(() => client.close());
  return client;
}

function blockUntil(timeMs: number): void {
  while (performance.now() < timeMs);
}
