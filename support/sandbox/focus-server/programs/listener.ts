// Opens and closes a TCP listener.
import { once } from 'node:events';
import type { Server, Socket } from 'node:net';

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

/** Connections that are accepted and never answered. */
export class SocketSet {
  readonly #sockets = new Set<Socket>();

  add(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => this.#sockets.delete(socket));
    socket.resume();
  }

  destroy(): void {
    for (const socket of this.#sockets) {
      socket.destroy();
    }
  }
}
