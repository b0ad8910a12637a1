// The HTTP side of the server: prefix, request log, and one shape for every error.
import { type FastifyError, type FastifyInstance, type FastifyReply, fastify } from 'fastify';
import { Connections, LostConnection } from './connections';
import { Crash } from './crash';
import { addProxy } from './proxy';
import { Refusal, type Reply, refuse, refuseInternally } from './refusal';
import { addRoutes } from './routes';
import type { ServerParts } from './server-parts';

/** Path prefix of every call. */
export const prefix = '/focus-server';

/** A server that is ready to listen. `log` gets one line per request. */
export function createServer(parts: ServerParts, log: (line: string) => void): FastifyInstance {
  const app = fastify({ forceCloseConnections: true });
  addRefusals(app, parts, log);
  addLog(app, log);
  addProxy(app, parts.hooks);
  const { everyAnswer } = parts.hooks;
  if (everyAnswer !== undefined) {
    app.addHook('onRequest', async (request, reply) => {
      if (everyAnswer.sparesHealthCheck !== true || !request.url.endsWith('/ack')) return send(reply, everyAnswer);
    });
  }
  app.register(async (scope) => addRoutes(scope, parts), { prefix });
  return app;
}

function addRefusals(app: FastifyInstance, { hooks, starts }: ServerParts, log: (line: string) => void): void {
  let refusals = 0;
  const answer = (refusal: Refusal, reply: FastifyReply) => {
    refusals += 1;
    return send(reply, hooks.refusal(refusal.reply, refusals));
  };
  const connections = new Connections(app);
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    if (error instanceof LostConnection) {
      log(`WARN ${request.method} ${request.url}: ${error.message}`);
      return connections.lose(error.loss, request, reply);
    }
    if (error instanceof Crash) {
      log(`FATAL ${request.method} ${request.url}: ${error.message}`);
      connections.lose('reset', request, reply);
      return starts.endServer();
    }
    const refusal = toRefusal(error);
    if (refusal.status >= 500) {
      log(`WARN ${refusal.status}: ${error.message}`);
    }
    return answer(refusal, reply);
  });
  app.setNotFoundHandler(({ method, url }, reply) => {
    return answer(refuse(404, ['path'], 'not_found', `${method} ${url} is not a call of this server`), reply);
  });
}

function addLog(app: FastifyInstance, log: (line: string) => void): void {
  app.addHook('onResponse', async ({ method, url }, reply) => {
    log(`INFO ${method} ${url} ${reply.statusCode} ${Math.round(reply.elapsedTime)} ms`);
  });
}

function send(reply: FastifyReply, { status, type, body }: Reply): FastifyReply {
  return reply.code(status).type(type).send(body);
}

function toRefusal(error: FastifyError): Refusal {
  if (error instanceof Refusal) {
    return error;
  }
  if (error.statusCode !== undefined && error.statusCode < 500) {
    return refuse(error.statusCode, ['body'], 'malformed', `the request body must be a JSON object: ${error.message}`);
  }
  return refuseInternally();
}
