// Listens on one address and port and forwards connections to targets in turn.
import http from 'node:http';
import net from 'node:net';
import { findLocalServer } from './local-servers';

export interface Target {
  readonly ip: string;
  readonly port: number;
}

interface ForwarderOptions {
  /** The forwarder cannot listen. */
  readonly onError: (error: Error) => void;
  /** Whether a target's refusal closes the listener for a moment: what was accepted can only be reset, not refused. */
  readonly closesOnRefusal: boolean;
  /** Of so many connections one is reset before any of its data is forwarded; infinite for none. */
  readonly resetsEvery: number;
}

const refusalMs = 1_000;

/** A listener with its open connections. */
export class PortForwarder {
  readonly #address: Target;
  readonly #options: ForwarderOptions;
  readonly #server: net.Server;
  readonly #sockets = new Set<net.Socket>();
  #turn = 0;
  #reopening: NodeJS.Timeout | undefined;

  /** Starts to listen. */
  constructor(
    address: Target,
    public targets: readonly Target[],
    options: ForwarderOptions,
  ) {
    this.#address = address;
    this.#options = options;
    this.#server = net.createServer({ allowHalfOpen: true }, (socket) => this.#forward(socket));
    this.#server.on('error', options.onError);
    this.#listen();
  }

  /** Stops listening and destroys open connections; resolves when the port is free. */
  close(): Promise<void> {
    clearTimeout(this.#reopening);
    for (const socket of this.#sockets) socket.destroy();
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
    });
  }

  #forward(client: net.Socket): void {
    const target = this.targets[this.#turn++ % this.targets.length];
    this.#keep(client);
    client.setNoDelay(true);
    if (!target || this.#turn % this.#options.resetsEvery === 0) {
      client.resetAndDestroy();
      return;
    }
    const server = findLocalServer(target.ip, target.port);
    if (server?.listening) this.#handOver(client, server);
    else this.#connect(client, target);
  }

  /** The pod's server gets the connection itself, as where addresses are only translated. */
  #handOver(client: net.Socket, server: net.Server): void {
    // An HTTP server ends its side by itself; any other one expects that it ends with the client's.
    client.allowHalfOpen = server instanceof http.Server;
    client.on('error', () => client.destroy());
    server.emit('connection', client);
  }

  #connect(client: net.Socket, target: Target): void {
    const upstream = net.connect({ host: target.ip, port: target.port, allowHalfOpen: true });
    this.#keep(upstream);
    upstream.setNoDelay(true);
    client.pipe(upstream).pipe(client);
    // A connection that fails on one side is reset on the other, as it is where addresses are only translated.
    client.on('error', () => upstream.resetAndDestroy());
    upstream.on('error', (error: NodeJS.ErrnoException) => {
      client.resetAndDestroy();
      if (error.code === 'ECONNREFUSED' && this.#options.closesOnRefusal) this.#pause();
    });
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
  }

  #listen(): void {
    this.#server.listen(this.#address.port, this.#address.ip);
  }

  #pause(): void {
    if (!this.#server.listening) return;
    this.#server.close();
    this.#reopening = setTimeout(() => this.#listen(), refusalMs);
  }

  #keep(socket: net.Socket): void {
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
  }
}
