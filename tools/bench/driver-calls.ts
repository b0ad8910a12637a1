// How much the driver of a capacity run adds to the latencies that it measures, and how many requests it sends compared to a known load generator.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import autocannon from 'autocannon';
import pMap from 'p-map';
import { median } from 'simple-statistics';
import { z } from 'zod';
import { FocusServerClient } from '../../support/focus-server';
import { openEventLog } from '../../support/jobs/event-log';
import { JobLedger } from '../../support/jobs/ledger';
import { readMonotonicMs } from './monotonic-clock';
import { withNullServer } from './null-server-process';

const inFlight = 50;
const bursts = 20;
const warmUpBursts = 4;
const warmUpCalls = 200;
const calls = 10_000;
/** The load that the product's team calls excellent. */
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
const ownTime = z.object({ lines_dt: z.number() });

/** By how much the measured latencies of bursts of answers exceed the server's own timing, in milliseconds. */
export async function measureBursts(): Promise<{ readonly medianMs: number; readonly worstMs: number }> {
  return withNullServer(serverTakesMs, async (url) => {
    const { sendRequest, close } = createDriver(url);
    const measure = async () => {
      const { durationMs, json } = await sendRequest();
      return durationMs - ownTime.parse(json).lines_dt;
    };
    const measured: number[][] = [];
    for (let burst = 0; burst < warmUpBursts + bursts; burst += 1) {
      measured.push(await Promise.all(Array.from({ length: inFlight }, measure)));
    }
    close();
    const errors = measured.slice(warmUpBursts);
    return { medianMs: median(errors.flat()), worstMs: median(errors.map((burst) => Math.max(...burst))) };
  });
}

/** Requests per second against a server that does nothing, with 50 in flight. */
export async function measureDriverRate(): Promise<{ readonly driver: number; readonly autocannon: number }> {
  return withNullServer(0, async (url) => {
    const { sendRequest, close } = createDriver(url);
    await pMap(Array.from({ length: warmUpCalls }), sendRequest, { concurrency: inFlight });
    const startMs = readMonotonicMs();
    await pMap(Array.from({ length: calls }), sendRequest, { concurrency: inFlight });
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

/** Sends job requests as a capacity run does, and records them in the ledger's file. */
function createDriver(baseUrl: string) {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-'));
  const client = new FocusServerClient({ baseUrl, requestMs });
  const watchCreated = async () => ({ list: () => [], existedBefore: () => false, stop: () => undefined });
  const eventLog = openEventLog(path.join(folder, 'ledger.ndjson'), { id: 'bench', namespace: 'bench', baseUrl });
  const ledger = new JobLedger({
    scenario: 'bench',
    client,
    eventLog,
    watchCreated,
    shared: false,
  });
  const { signal } = new AbortController();
  const close = () => {
    client.close();
    eventLog.close();
    rmSync(folder, { recursive: true });
  };
  return { sendRequest: () => ledger.send(body, signal), close };
}
