// The HTTP side of the server: prefix, request log, and one error shape for everything that goes wrong.
import { type FastifyError, type FastifyInstance, fastify } from 'fastify';
import { Refusal, refuse } from './refusal';
import { addRoutes, type Parts } from './routes';

/** Path under which every call is found. */
export const prefix = '/focus-server';

/** A server that is ready to listen. `log` gets one line per request. */
export function createServer(parts: Parts, log: (line: string) => void): FastifyInstance {
  const app = fastify({ forceCloseConnections: true });
  app.setErrorHandler<FastifyError>((error, _, reply) => {
    const refusal = refusalOf(error);
    if (refusal.status >= 500) {
      log(`WARN refused with ${refusal.status}: ${refusal.message}`);
    }
    return reply.code(refusal.status).send(refusal.body);
  });
  app.setNotFoundHandler(({ method, url }, reply) => {
    const refusal = refuse(404, ['path'], 'not_found', `${method} ${url} is not a call of this server`);
    return reply.code(refusal.status).send(refusal.body);
  });
  app.addHook('onResponse', async ({ method, url }, reply) => {
    log(`INFO ${method} ${url} ${reply.statusCode} ${Math.round(reply.elapsedTime)} ms`);
  });
  app.register(async (scope) => addRoutes(scope, parts), { prefix });
  return app;
}

function refusalOf(error: FastifyError): Refusal {
  if (error instanceof Refusal) {
    return error;
  }
  if (error.statusCode !== undefined && error.statusCode < 500) {
    return refuse(error.statusCode, ['body'], 'malformed', `the request body must be a JSON object: ${error.message}`);
  }
  return refuse(500, ['server'], 'internal', 'the server failed; its log says why');
}
