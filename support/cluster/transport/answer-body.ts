// The body of an answer, read up to a size that no namespace needs: one without end must not fill the memory.
import type { CallTarget } from './call-target';
import { errorOfSize } from './kubernetes-error';

/** Some ten thousand pods. */
const limitMiB = 64;

/** Reads to the end. @throws KubernetesError of the kind `oversized`, and leaves the rest unread, beyond 64 MiB */
export async function readBody(body: AsyncIterable<Uint8Array>, target: CallTarget, server: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > limitMiB * 1024 * 1024) throw errorOfSize(target, server, `an answer of more than ${limitMiB} MiB`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
