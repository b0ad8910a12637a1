// Probes of containers: real connections to the pod's address.
import http from 'node:http';
import net from 'node:net';
import type { Container } from './container-environment';

export type Probe = NonNullable<Container['readinessProbe']>;

const defaultTimeoutSeconds = 1;

/**
 * Tries a probe once. Resolves to undefined when it succeeds, otherwise to the kubelet's message of the failure.
 * A probe of another kind than `tcpSocket` and `httpGet` succeeds.
 */
export async function tryProbe(
  probe: Probe,
  container: Container,
  ip: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const timeoutMs = (probe.timeoutSeconds ?? defaultTimeoutSeconds) * 1000;
  const { tcpSocket, httpGet } = probe;
  if (httpGet) {
    const target = { ip: httpGet.host ?? ip, port: resolvePort(httpGet.port, container), path: httpGet.path ?? '/' };
    return getOnce(target, timeoutMs, signal);
  }
  if (tcpSocket) return connectOnce(tcpSocket.host ?? ip, resolvePort(tcpSocket.port, container), timeoutMs, signal);
  return undefined;
}

/** Watches time and signal itself: the socket's own options for them would cost twice what the connection does. */
function connectOnce(ip: string, port: number, timeoutMs: number, signal: AbortSignal): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = net.connect({ host: ip, port });
    const settle = (failure?: string): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      socket.destroy();
      resolve(failure);
    };
    const onAbort = (): void => settle(`dial tcp ${ip}:${port}: operation was canceled`);
    const timer = setTimeout(() => settle(`dial tcp ${ip}:${port}: i/o timeout`), timeoutMs);
    signal.addEventListener('abort', onAbort, { once: true });
    socket.once('connect', () => settle());
    socket.on('error', (error) => settle(describeDialFailure(ip, port, error)));
    if (signal.aborted) onAbort();
  });
}

function getOnce(
  { ip, port, path }: { readonly ip: string; readonly port: number; readonly path: string },
  timeoutMs: number,
  signal: AbortSignal,
): Promise<string | undefined> {
  const url = `http://${ip}:${port}${path.startsWith('/') ? path : `/${path}`}`;
  return new Promise((resolve) => {
    const request = http.get(url, { agent: false, timeout: timeoutMs, signal }, (response) => {
      const { statusCode = 0 } = response;
      response.destroy();
      resolve(statusCode >= 200 && statusCode < 400 ? undefined : `HTTP probe failed with statuscode: ${statusCode}`);
    });
    request.once('timeout', () => {
      resolve(`Get "${url}": context deadline exceeded (Client.Timeout exceeded while awaiting headers)`);
      request.destroy();
    });
    request.on('error', (error) => resolve(`Get "${url}": ${describeDialFailure(ip, port, error)}`));
  });
}

function describeDialFailure(ip: string, port: number, error: NodeJS.ErrnoException): string {
  const why = error.code === 'ECONNREFUSED' ? 'connect: connection refused' : error.message;
  return `dial tcp ${ip}:${port}: ${why}`;
}

function resolvePort(port: NonNullable<Probe['tcpSocket']>['port'], { ports = [] }: Container): number {
  if (typeof port === 'number') return port;
  return ports.find(({ name }) => name === port)?.containerPort ?? unknownPort;
}

/** A port name that the container does not have: nothing answers there. */
const unknownPort = 0;
