// Sends an answer in chunks until it ends, to clients that may be slow or gone.
import type { FastifyReply } from 'fastify';
import type { Stream, StreamOutput } from './api-context';

/** Resolves when the stream has ended and the answer is closed. */
export async function sendStream(reply: FastifyReply, stream: Stream, signal: AbortSignal): Promise<FastifyReply> {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, { 'Content-Type': stream.contentType, 'Cache-Control': 'no-cache, private' });
  raw.flushHeaders();
  const output = createOutput(raw);
  try {
    await stream.run(output, signal);
  } finally {
    output.flush();
    raw.end();
  }
  return reply;
}

/** Bytes that may wait for a slow client. Beyond, its connection is cut as in Kubernetes, and it lists and watches again. */
const backlogLimitBytes = 64 * 1024 * 1024;

/** Joins what is written in one turn of the event loop: otherwise each write would be encrypted and sent separately. */
function createOutput(raw: FastifyReply['raw']): StreamOutput & { flush(): void } {
  let waiting: string[] = [];
  const flush = (): void => {
    const text = waiting.join('');
    waiting = [];
    if (text === '' || raw.destroyed) return;
    raw.write(text);
    if (raw.writableLength > backlogLimitBytes) raw.destroy();
  };
  return {
    flush,
    write(text: string): void {
      if (raw.destroyed) return;
      if (waiting.length === 0) setImmediate(flush);
      waiting.push(text);
    },
  };
}
