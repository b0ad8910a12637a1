// What the driver of a capacity run adds to the latencies that it measures, and how many requests it can send, beside a known load generator.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import autocannon from 'autocannon';
import pMap from 'p-map';
import { quantile } from 'simple-statistics';
import { z } from 'zod';
import { FocusServerClient } from '../../support/focus-server';
import { openEventLog } from '../../support/jobs/event-log';
import { JobLedger } from '../../support/jobs/ledger';
import { readMonotonicMs } from './monotonic-clock';

const inFlight = 50;
const timedCalls = 2_000;
const warmUpCalls = 200;
const calls = 10_000;
/** What the product's team calls excellent. */
const serverTakesMs = 200;
const secondsOfLoad = 5;
const requestMs = 30_000;
const body = {
  displayInfo: { height: 800 },
  channels: { min: 1, max: 10 },
  start_time: null,
  end_time: null,
  view_type: 0,
};
const started = z.object({ url: z.url() });
const ownTime = z.object({ lines_dt: z.number() });

/** By how much measured latencies exceed the server's own timing, in milliseconds. */
export async function measureDriverError(): Promise<{ readonly p50Ms: number; readonly p99Ms: number }> {
  return withNullServer(serverTakesMs, async (url) => {
    const { ask, close } = createDriver(url);
    await pMap(Array.from({ length: warmUpCalls }), ask, { concurrency: inFlight });
    const errors = await pMap(
      Array.from({ length: timedCalls }),
      async () => {
        const { durationMs, json } = await ask();
        return durationMs - ownTime.parse(json).lines_dt;
      },
      { concurrency: inFlight },
    );
    close();
    const [p50Ms = Number.NaN, p99Ms = Number.NaN] = quantile(errors, [0.5, 0.99]);
    return { p50Ms, p99Ms };
  });
}

/** Requests per second against a server that does nothing, with 50 in flight. */
export async function measureDriverRate(): Promise<{ readonly driver: number; readonly autocannon: number }> {
  return withNullServer(0, async (url) => {
    const { ask, close } = createDriver(url);
    await pMap(Array.from({ length: warmUpCalls }), ask, { concurrency: inFlight });
    const startMs = readMonotonicMs();
    await pMap(Array.from({ length: calls }), ask, { concurrency: inFlight });
    const driver = calls / ((readMonotonicMs() - startMs) / 1_000);
    close();
    const known = await autocannon({
      url: `${url}/configure`,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      connections: inFlight,
      duration: secondsOfLoad,
    });
    return { driver, autocannon: known.requests.average };
  });
}

/** The way that a capacity run asks for a job, its ledger's file included. */
function createDriver(baseUrl: string) {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-'));
  const client = new FocusServerClient({ baseUrl, requestMs });
  const objects = { removeAll: async () => [] };
  const watchCreated = async () => ({ list: () => [], existedBefore: () => false, stop: () => undefined });
  const eventLog = openEventLog(path.join(folder, 'ledger.ndjson'), { id: 'bench', namespace: 'bench', baseUrl });
  const ledger = new JobLedger({
    scenario: 'bench',
    client,
    objects,
    eventLog,
    watchCreated,
    mayCancel: false,
    shared: false,
  });
  const { signal } = new AbortController();
  const close = () => {
    client.close();
    eventLog.close();
    rmSync(folder, { recursive: true });
  };
  return { ask: () => ledger.send(body, signal), close };
}

async function withNullServer<T>(delayMs: number, action: (url: string) => Promise<T>): Promise<T> {
  const file = path.join(__dirname, 'null-server.ts');
  const child = fork(file, [String(delayMs)], { execArgv: ['--require', 'ts-node/register'] });
  try {
    const [message] = await once(child, 'message');
    return await action(started.parse(message).url);
  } finally {
    const ended = once(child, 'exit');
    child.disconnect();
    await ended;
  }
}
