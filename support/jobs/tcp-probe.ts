// How a TCP address answers a connection: the difference between a closed port, a silent one and a server.
import { connect } from 'node:net';
import { poll } from '../common/poll';

export interface TcpAddress {
  readonly host: string;
  readonly port: number;
}

/** `accepted`: a connection was made; `refused`: the port is closed; `unanswered`: no answer in time; else the error's code, such as `EHOSTUNREACH`. */
export type TcpState = 'accepted' | 'refused' | 'unanswered' | (string & {});

/** `host:port` as a person writes it. */
export function formatAddress({ host, port }: TcpAddress): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Connects once, closes at once, and returns what happened; never throws but for an aborted signal. */
export function probeTcp(address: TcpAddress, options: { withinMs: number; signal: AbortSignal }): Promise<TcpState> {
  options.signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const socket = connect({ ...address, signal: options.signal });
    const settle = (state: TcpState): void => {
      socket.destroy();
      resolve(state);
    };
    socket.setTimeout(options.withinMs, () => settle('unanswered'));
    socket.once('connect', () => settle('accepted'));
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (options.signal.aborted) reject(options.signal.reason);
      else settle(error.code === 'ECONNREFUSED' ? 'refused' : (error.code ?? error.message));
    });
  });
}

/**
 * Resolves once the address refuses connections, or `heldBy` names another owner that it was given to meanwhile.
 * Throws with what a connection met last when neither is so at the deadline.
 */
export async function waitUntilReleased(
  address: TcpAddress,
  options: { withinMs: number; signal: AbortSignal; heldBy: () => string | undefined },
): Promise<void> {
  await poll(`${formatAddress(address)} to refuse connections`, { ...options, everyMs: 50 }, async () => {
    const state = await probeTcp(address, options);
    if (state === 'refused' || options.heldBy() !== undefined) return { value: undefined };
    return { seen: `a connection was still ${state}` };
  });
}
