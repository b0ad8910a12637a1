// What may stand between the server and its callers, such as a proxy: it can change answers and join equal requests.
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Hooks } from '../hooks';
import type { Reply } from './refusal';

/** Puts it in front of every call of the server; without a fault it changes nothing. */
export function addProxy(app: FastifyInstance, { delivery, joinsEqualRequests }: Hooks): void {
  if (joinsEqualRequests) joinEqualRequests(app);
  app.addHook('onSend', async (request, reply, payload) => {
    if (typeof payload !== 'string') return payload;
    const answer = readReply(reply, payload);
    const delivered = delivery(answer, request);
    if (delivered !== answer) reply.code(delivered.status).type(delivered.type);
    return delivered.isCut ? Readable.from(sendFirstHalf(delivered.body)) : delivered.body;
  });
}

/** A request waits this long for equal ones: on a busy machine those that are sent at the same moment do not arrive so. */
const collectMs = 50;

/** A request that is equal to one in progress waits for the answer to that one and gets the same. */
function joinEqualRequests(app: FastifyInstance): void {
  const inProgress = new Map<string, PromiseWithResolvers<Reply>>();
  app.addHook('preHandler', async (request, reply) => {
    const first = inProgress.get(makeKey(request));
    if (first === undefined) {
      inProgress.set(makeKey(request), Promise.withResolvers());
      await delay(collectMs);
      return;
    }
    const { status, type, body } = await first.promise;
    return reply.code(status).type(type).send(body);
  });
  app.addHook('onSend', async (request, reply, payload) => {
    if (typeof payload === 'string') inProgress.get(makeKey(request))?.resolve(readReply(reply, payload));
    inProgress.delete(makeKey(request));
    return payload;
  });
}

function makeKey({ method, url, body }: FastifyRequest): string {
  return [method, url, JSON.stringify(body)].join('\n');
}

function readReply(reply: FastifyReply, body: string): Reply {
  const type = String(reply.getHeader('content-type') ?? 'application/json');
  return { status: reply.statusCode, type, body };
}

/** The connection is lost before the rest. */
async function* sendFirstHalf(body: string): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(body);
  yield bytes.subarray(0, Math.ceil(bytes.length / 2));
  throw new Error('the connection was lost in the middle of the answer');
}
