// Reads the body of an answer, up to a size that no namespace needs: an endless body must not fill the memory.
import type { CallTarget } from './call-target';
import { toSizeError } from './kubernetes-error';

/** Enough for some ten thousand pods. */
const limitMiB = 64;

/** Reads the whole body. @throws KubernetesError of the kind `oversized` above 64 MiB; the rest is not read */
export async function readBody(body: AsyncIterable<Uint8Array>, target: CallTarget, server: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > limitMiB * 1024 * 1024) throw toSizeError(target, server, `an answer of more than ${limitMiB} MiB`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
