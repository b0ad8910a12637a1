// Sends an answer that goes on until its end, in chunks, to clients that may be slow or gone.
import type { FastifyReply } from 'fastify';
import type { Stream } from './context';

/** Resolves when the stream has ended and the answer is closed. */
export async function sendStream(reply: FastifyReply, stream: Stream, signal: AbortSignal): Promise<FastifyReply> {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, { 'Content-Type': stream.contentType, 'Cache-Control': 'no-cache, private' });
  raw.flushHeaders();
  const output = {
    write(text: string): number {
      if (!raw.destroyed) raw.write(text);
      return raw.writableLength;
    },
  };
  try {
    await stream.run(output, signal);
  } finally {
    raw.end();
  }
  return reply;
}
