// A process with a server that answers every job request at once, or after a given time, and reports how long it took. The driver is measured against it.
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readMonotonicMs } from './monotonic-clock';

const delayMs = Number(process.argv[2] ?? 0);
let sequence = 0;

const server = createServer((request, response) => {
  const receivedMs = readMonotonicMs();
  request.resume().once('end', () => {
    if (delayMs === 0) answer(response, receivedMs);
    else setTimeout(() => answer(response, receivedMs), delayMs);
  });
});

/** `lines_dt` is the time in milliseconds from receiving the request until answering it. */
function answer(response: ServerResponse, receivedMs: number): void {
  sequence += 1;
  const job = {
    status: '',
    job_id: `1-${sequence}`,
    stream_url: 'http://127.0.0.1',
    stream_port: 30_000,
    stream_amount: 1,
    channel_to_stream_index: { 1: 0 },
    channel_amount: 1,
    frequencies_list: [0],
    frequencies_amount: 1,
    lines_dt: readMonotonicMs() - receivedMs,
    view_type: 0,
  };
  const body = JSON.stringify(job);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body);
}

async function main(): Promise<void> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  process.send?.({ url: `http://127.0.0.1:${port}` });
  process.once('disconnect', () => process.exit());
}

void main();
