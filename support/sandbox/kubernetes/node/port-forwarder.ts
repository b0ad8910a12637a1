// Listens on one address and port and forwards connections to targets in turn.
import net from 'node:net';

export interface Target {
  readonly ip: string;
  readonly port: number;
}

/** A listener with its open connections. */
export class PortForwarder {
  private readonly server: net.Server;
  private readonly sockets = new Set<net.Socket>();
  private turn = 0;

  /** Starts to listen; an address that cannot be had is told to `onError`. */
  constructor(
    address: Target,
    public targets: readonly Target[],
    onError: (error: Error) => void,
  ) {
    this.server = net.createServer({ allowHalfOpen: true }, (socket) => this.forward(socket));
    this.server.on('error', onError);
    this.server.listen(address.port, address.ip);
  }

  /** Stops listening and destroys open connections; resolves when the port is free. */
  close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    return new Promise((resolve) => {
      this.server.close(() => resolve());
    });
  }

  private forward(client: net.Socket): void {
    const target = this.targets[this.turn++ % this.targets.length];
    this.keep(client);
    if (!target) {
      client.resetAndDestroy();
      return;
    }
    const upstream = net.connect({ host: target.ip, port: target.port, allowHalfOpen: true });
    this.keep(upstream);
    client.setNoDelay(true);
    upstream.setNoDelay(true);
    client.pipe(upstream).pipe(client);
    // A connection that fails on one side is reset on the other, as it is where addresses are only translated.
    client.on('error', () => upstream.resetAndDestroy());
    upstream.on('error', () => client.resetAndDestroy());
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
  }

  private keep(socket: net.Socket): void {
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
  }
}
