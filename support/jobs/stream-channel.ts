// The transport of a job's stream: a gRPC channel that is opened and seen to be READY, then closed or held. No content is requested.
import { performance } from 'node:perf_hooks';
import { Client, connectivityState, credentials } from '@grpc/grpc-js';
import { formatAddress, probeTcp, type TcpAddress } from './tcp-probe';

const tcpProbeMs = 1_000;
/**
 * A connection that is made before the cluster has set up the port's way to the pod may hang for ever, because nobody reads it:
 * kube-proxy holds a NodePort open from the moment it learns of it. So no attempt lasts longer than this.
 */
const attemptMs = 2_500;

interface StreamOptions {
  readonly withinMs: number;
  readonly signal: AbortSignal;
}

/**
 * Sees the address answer as a gRPC server, and lets go of it: a channel becomes READY, which gRPC grants only after the server's
 * HTTP/2 settings have arrived. A port that merely accepts TCP connections does not become READY.
 * Throws, with what the port does instead, when none of the attempts within `withinMs` gets that far.
 */
export async function seeStreamReady(address: TcpAddress, options: StreamOptions): Promise<void> {
  (await openChannel(address, options)).close();
}

/** A channel that stays open, so that the server does not take the job for idle. */
export interface HeldStream {
  close(): void;
}

/**
 * As `seeStreamReady`, but holds the channel until it is closed. A server may drop a connection that carries nothing: it is opened anew, and
 * `onLost` is called, once, only when that does not succeed at the first attempt; with the moment at which the channel broke, on the clock of
 * `performance.now()`.
 */
export async function holdStream(
  address: TcpAddress,
  options: StreamOptions & { readonly onLost: (atMs: number) => void },
): Promise<HeldStream> {
  const client = await openChannel(address, options);
  const closed = new AbortController();
  const signal = AbortSignal.any([closed.signal, options.signal]);
  void keepOpen(client, signal).then((lostAtMs) => {
    client.close();
    if (lostAtMs !== undefined) options.onLost(lostAtMs);
  });
  return { close: () => closed.abort(new Error('The channel was closed')) };
}

async function openChannel(address: TcpAddress, options: StreamOptions): Promise<Client> {
  const deadlineMs = performance.now() + options.withinMs;
  for (;;) {
    const leftMs = deadlineMs - performance.now();
    const withinMs = Math.min(attemptMs, leftMs);
    try {
      return await attempt(address, { withinMs, signal: options.signal });
    } catch (cause) {
      options.signal.throwIfAborted();
      if (leftMs <= attemptMs) throw new Error(await describeFailure(address, options), { cause });
    }
  }
}

async function attempt(address: TcpAddress, options: StreamOptions): Promise<Client> {
  const client = new Client(formatAddress(address), credentials.createInsecure(), channelOptions);
  try {
    await waitForReady(client, options);
    return client;
  } catch (error) {
    client.close();
    throw error;
  }
}

/** Resolves to when the channel broke that could not be opened anew; to undefined when the signal ended it. */
async function keepOpen(client: Client, signal: AbortSignal): Promise<number | undefined> {
  for (;;) {
    await waitUntilNotReady(client, signal);
    if (signal.aborted) return undefined;
    const brokenAtMs = performance.now();
    client.getChannel().getConnectivityState(true);
    const reopened = await waitForReady(client, { withinMs: attemptMs, signal }).then(
      () => true,
      () => false,
    );
    if (!reopened) return signal.aborted ? undefined : brokenAtMs;
  }
}

/** Resolves when the channel is no longer READY, or the signal aborts. */
function waitUntilNotReady(client: Client, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const settle = (): void => {
      signal.removeEventListener('abort', settle);
      resolve();
    };
    signal.addEventListener('abort', settle, { once: true });
    const channel = client.getChannel();
    if (signal.aborted || channel.getConnectivityState(false) !== connectivityState.READY) settle();
    else channel.watchConnectivityState(connectivityState.READY, Number.POSITIVE_INFINITY, settle);
  });
}

// A pool of its own per channel: otherwise two channels to one address share a connection, and a refused one keeps its back-off.
const channelOptions = {
  'grpc.use_local_subchannel_pool': 1,
  'grpc.initial_reconnect_backoff_ms': 100,
  'grpc.max_reconnect_backoff_ms': 1_000,
  'grpc.enable_http_proxy': 0,
} as const;

function waitForReady(client: Client, options: StreamOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      client.close();
      reject(options.signal.reason);
    };
    options.signal.throwIfAborted();
    options.signal.addEventListener('abort', abort, { once: true });
    client.waitForReady(Date.now() + options.withinMs, (error) => {
      options.signal.removeEventListener('abort', abort);
      if (error) reject(error);
      else resolve();
    });
  });
}

async function describeFailure(address: TcpAddress, options: StreamOptions): Promise<string> {
  const state = await probeTcp(address, { withinMs: tcpProbeMs, signal: options.signal });
  const seen: Record<string, string> = {
    accepted: 'it accepts TCP connections, but no HTTP/2 settings of a gRPC server arrived',
    refused: 'it refuses TCP connections: nothing listens there',
    unanswered: `TCP connections are not answered within ${tcpProbeMs} ms`,
  };
  return `the stream address ${formatAddress(address)} did not answer as a gRPC server within ${options.withinMs / 1000} s: ${seen[state] ?? `a TCP connection ends with ${state}`}`;
}
