// Connections that a server under too much load loses: reset without an answer, or refused for a while.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ConnectionLoss } from '../hooks';

const closedMs = 15_000;

/** Thrown instead of an answer. */
export class LostConnection extends Error {
  override readonly name = 'LostConnection';

  constructor(readonly loss: ConnectionLoss) {
    super(`the connection is ${loss}: more jobs are asked for than this server bears`);
  }
}

/** The connections of one server. */
export class Connections {
  #reopening: NodeJS.Timeout | undefined;

  constructor(private readonly app: FastifyInstance) {
    app.addHook('onSend', async (_, reply) => {
      if (this.#reopening !== undefined) reply.header('connection', 'close');
    });
    app.addHook('preClose', async () => clearTimeout(this.#reopening));
  }

  /** Resets the connection of a request; for a refusal, nothing listens from now on for a while. */
  lose(loss: ConnectionLoss, request: FastifyRequest, reply: FastifyReply): void {
    reply.hijack();
    request.raw.socket.resetAndDestroy();
    if (loss === 'refused' && this.#reopening === undefined) this.#close();
  }

  /** What is being answered is answered; connections that nobody uses end. */
  #close(): void {
    const { server } = this.app;
    const address = server.address();
    if (address === null || typeof address === 'string') return;
    server.close();
    this.#reopening = setTimeout(() => {
      this.#reopening = undefined;
      server.listen(address.port, address.address);
    }, closedMs);
  }
}
