// What stands between the server and its callers, such as a proxy: what it makes of answers, and which requests it takes for one.
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Hooks } from '../hooks';
import type { Reply } from './refusal';

/** Puts it before every call of the server; in health it changes nothing. */
export function addFront(app: FastifyInstance, { delivered, coalesces }: Hooks): void {
  if (coalesces) coalesce(app);
  app.addHook('onSend', async (request, reply, payload) => {
    if (typeof payload !== 'string') return payload;
    const answer = replyOf(reply, payload);
    const delivery = delivered(answer, request);
    if (delivery === 'cut') return Readable.from(firstHalf(payload));
    if (delivery !== answer) reply.code(delivery.status).type(delivery.type);
    return delivery.body;
  });
}

/** A request that is equal to one under way waits for the answer to that and gets the same. */
function coalesce(app: FastifyInstance): void {
  const underWay = new Map<string, PromiseWithResolvers<Reply>>();
  app.addHook('preHandler', async (request, reply) => {
    const first = underWay.get(keyOf(request));
    if (first === undefined) {
      underWay.set(keyOf(request), Promise.withResolvers());
      return;
    }
    const { status, type, body } = await first.promise;
    return reply.code(status).type(type).send(body);
  });
  app.addHook('onSend', async (request, reply, payload) => {
    if (typeof payload === 'string') underWay.get(keyOf(request))?.resolve(replyOf(reply, payload));
    underWay.delete(keyOf(request));
    return payload;
  });
}

function keyOf({ method, url, body }: FastifyRequest): string {
  return [method, url, JSON.stringify(body)].join('\n');
}

function replyOf(reply: FastifyReply, body: string): Reply {
  const type = String(reply.getHeader('content-type') ?? 'application/json');
  return { status: reply.statusCode, type, body };
}

/** The connection is lost before the rest. */
async function* firstHalf(body: string): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(body);
  yield bytes.subarray(0, Math.ceil(bytes.length / 2));
  throw new Error('the connection was lost in the middle of the answer');
}
