// Opens jobs as many users would: 50 workers send requests, one watch observes the pods, and a gRPC channel to each job stays open.
import { Client, credentials } from '@grpc/grpc-js';
import pMap from 'p-map';
import { Agent, request } from 'undici';
import { readMonotonicMs } from './monotonic-clock';
import { PodWatch } from './pod-watch';

const workers = 50;
const deadlineMs = 180_000;

/** 10 channels and few frequencies: what the capacity of a server is measured with. */
const lightConfiguration = {
  displayTimeAxisDuration: 10,
  nfftSelection: 512,
  displayInfo: { height: 800 },
  channels: { min: 1, max: 10 },
  frequencyRange: { min: 0, max: 250 },
  start_time: null,
  end_time: null,
  view_type: 0,
};

export interface Server {
  readonly focusServerUrl: string;
  readonly kubeconfigPath: string;
  readonly namespace: string;
}

export interface LiveJobs {
  readonly times: { readonly acceptedMs: number; readonly aliveMs: number };
  /** Cancels all jobs and resolves when the last of their pods is gone. */
  remove(): Promise<void>;
}

interface Answer {
  readonly job_id: string;
  readonly stream_url: string;
  readonly stream_port: number | string;
}

/** Resolves when all jobs are alive at once. @throws Error when one is refused or not alive in time */
export async function bringAlive(server: Server, jobs: number): Promise<LiveJobs> {
  const http = new Agent({ connections: workers });
  const pods = await PodWatch.open(server);
  const channels: Client[] = [];
  const startMs = readMonotonicMs();
  const ready: Promise<void>[] = [];
  const answers = await pMap(
    Array.from({ length: jobs }),
    async () => {
      const answer = (await call(http, 'POST', `${server.focusServerUrl}/configure`, lightConfiguration)) as Answer;
      ready.push(pods.waitUntilReady(`grpc-job-${answer.job_id}`).then(() => openChannel(answer, channels)));
      return answer;
    },
    { concurrency: workers },
  );
  const acceptedMs = readMonotonicMs() - startMs;
  await Promise.all(ready);
  const aliveMs = readMonotonicMs() - startMs;
  const remove = async () => {
    const cancel = ({ job_id }: Answer) => call(http, 'DELETE', `${server.focusServerUrl}/job/${job_id}`);
    await pMap(answers, cancel, { concurrency: workers });
    await pods.waitUntilAllGone();
    for (const channel of channels) channel.close();
    await Promise.all([pods.close(), http.destroy()]);
  };
  return { times: { acceptedMs, aliveMs }, remove };
}

async function call(http: Agent, method: 'POST' | 'DELETE', url: string, content?: object): Promise<unknown> {
  const { statusCode, body } = await request(url, {
    method,
    dispatcher: http,
    headersTimeout: deadlineMs,
    ...(content ? { body: JSON.stringify(content), headers: { 'content-type': 'application/json' } } : {}),
  });
  if (statusCode !== 200) throw new Error(`${method} ${url} was answered with ${statusCode}: ${await body.text()}`);
  return await body.json();
}

function openChannel({ stream_url, stream_port }: Answer, channels: Client[]): Promise<void> {
  const address = `${new URL(stream_url).hostname}:${stream_port}`;
  const channel = new Client(address, credentials.createInsecure(), channelOptions);
  channels.push(channel);
  return new Promise((resolve, reject) => {
    channel.waitForReady(Date.now() + deadlineMs, (error) => (error ? reject(error) : resolve()));
  });
}

const channelOptions = {
  'grpc.use_local_subchannel_pool': 1,
  'grpc.initial_reconnect_backoff_ms': 100,
  'grpc.max_reconnect_backoff_ms': 1_000,
  'grpc.enable_http_proxy': 0,
} as const;
