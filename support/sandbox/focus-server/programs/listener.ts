// Opens and closes a TCP listener.
import { once } from 'node:events';
import type { Server } from 'node:net';

/** Resolves when the listener accepts connections; rejects when the address is taken. */
export async function listen(listener: Server, host: string, port: number): Promise<void> {
  listener.listen(port, host);
  await once(listener, 'listening');
}

/** Stops accepting; resolves once the last connection has ended. */
export async function closeListener(listener: Server): Promise<void> {
  if (listener.listening) {
    await new Promise((resolve) => listener.close(resolve));
  }
}
