// The parts of a form, as a server receives them.
import type { FastifyRequest } from 'fastify';

export interface ReceivedPart {
  readonly name: string;
  readonly filename: string;
  readonly type: string;
  readonly content: Buffer;
}

export async function readParts(request: FastifyRequest): Promise<ReceivedPart[]> {
  const parts: ReceivedPart[] = [];
  for await (const part of request.parts()) {
    const content = part.type === 'file' ? await part.toBuffer() : Buffer.from(String(part.value));
    parts.push({
      name: part.fieldname,
      filename: part.type === 'file' ? part.filename : '',
      type: part.mimetype,
      content,
    });
  }
  return parts;
}
