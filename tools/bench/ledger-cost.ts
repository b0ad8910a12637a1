// What the ledger itself adds to a request, from the first to the five thousandth of one scenario.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Exchange } from '../../support/focus-server';
import { openEventLog } from '../../support/jobs/event-log';
import { JobLedger } from '../../support/jobs/ledger';
import { readMonotonicMs } from './monotonic-clock';

const requests = 5_000;
/** Until the code is compiled. */
const warmUp = 1_000;
const body = {
  displayInfo: { height: 800 },
  channels: { min: 1, max: 1 },
  start_time: null,
  end_time: null,
  view_type: 0,
};

/** CPU-bound milliseconds for each of the first and of the last thousand requests after the warm-up. */
export async function measureLedgerCost(): Promise<{ readonly firstMs: number; readonly lastMs: number }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-'));
  const eventLog = openEventLog(path.join(folder, 'ledger.ndjson'), {
    id: 'bench',
    namespace: 'bench',
    baseUrl: 'none',
  });
  let sequence = 70_000;
  const ledger = new JobLedger({
    scenario: 'bench',
    client: { configure: async () => accept(`1-${++sequence}`), cancel: async () => accept('1-1') },
    eventLog,
    watchCreated: async () => ({ list: () => [], existedBefore: () => false, stop: () => undefined }),
    shared: false,
  });
  const send = () => ledger.send(body, new AbortController().signal);
  try {
    await timeEach(warmUp, send);
    const firstMs = await timeEach(1_000, send);
    await timeEach(requests - 3_000, send);
    return { firstMs, lastMs: await timeEach(1_000, send) };
  } finally {
    eventLog.close();
    rmSync(folder, { recursive: true });
  }
}

async function timeEach(times: number, action: () => Promise<unknown>): Promise<number> {
  const startMs = readMonotonicMs();
  for (let done = 0; done < times; done += 1) await action();
  return (readMonotonicMs() - startMs) / times;
}

function accept(jobId: string): Exchange {
  const json = { job_id: jobId, status: '', stream_url: 'http://127.0.0.1', stream_port: 30_000 };
  const bodyText = JSON.stringify(json);
  const call = { method: 'POST', path: '/configure', startedAt: new Date(), durationMs: 1 } as const;
  return { ...call, status: 200, contentType: 'application/json', bodyText, bodyBytes: bodyText.length, json };
}
