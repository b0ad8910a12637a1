// Connections that an overloaded server loses: reset without an answer, or refused for a while.
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ConnectionLoss } from '../hooks';

const closedMs = 15_000;

/** Thrown instead of an answer. */
export class LostConnection extends Error {
  override readonly name = 'LostConnection';
  readonly loss: ConnectionLoss;

  constructor(loss: ConnectionLoss) {
    super(`the connection is ${loss}: more jobs are requested than this server sustains`);
    this.loss = loss;
  }
}

/** The connections of one server. */
export class Connections {
  readonly #app: FastifyInstance;
  /** Requests that are not answered yet, those that wait for the end of their connection included. */
  readonly #open = new Set<ServerResponse>();
  readonly #waiting = new Map<ServerResponse, Socket>();
  #reopening: NodeJS.Timeout | undefined;

  constructor(app: FastifyInstance) {
    this.#app = app;
    app.addHook('onRequest', async (_, { raw }) => {
      this.#open.add(raw);
      raw.once('close', () => this.#forget(raw));
    });
    app.addHook('onSend', async (_, reply) => {
      if (this.#reopening !== undefined) reply.header('connection', 'close');
    });
    app.addHook('preClose', async () => clearTimeout(this.#reopening));
  }

  /**
   * Resets the connection of a request. For `refused` that is done once all other requests are answered, and nothing listens from
   * then on for a while.
   */
  lose(loss: ConnectionLoss, { raw: { socket } }: FastifyRequest, reply: FastifyReply): void {
    reply.hijack();
    if (loss === 'reset') {
      socket.resetAndDestroy();
      return;
    }
    this.#waiting.set(reply.raw, socket);
    this.#refuseIfIdle();
  }

  #forget(response: ServerResponse): void {
    this.#open.delete(response);
    this.#waiting.delete(response);
    this.#refuseIfIdle();
  }

  #refuseIfIdle(): void {
    if (this.#waiting.size === 0 || this.#waiting.size < this.#open.size) return;
    this.#stopListening();
    for (const socket of this.#waiting.values()) socket.resetAndDestroy();
  }

  #stopListening(): void {
    const { server } = this.#app;
    const address = server.address();
    if (address === null || typeof address === 'string') return;
    server.close();
    this.#reopening = setTimeout(() => {
      this.#reopening = undefined;
      server.listen(address.port, address.address);
    }, closedMs);
  }
}
