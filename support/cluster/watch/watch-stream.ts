// One watch request: the frames of its stream, checked and stamped when they arrive.
import { z } from 'zod';
import { callTarget } from '../transport/call-target';
import { errorOfSize, type KubernetesError } from '../transport/kubernetes-error';
import type { ByteStream, Transport } from '../transport/transport';

/** One line of a watch stream. */
export interface WatchFrame {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  readonly object: unknown;
  /** When its bytes arrived, on the clock of `performance.now()`, in milliseconds. */
  readonly atMs: number;
  readonly time: Date;
}

export interface WatchRequest {
  readonly path: string;
  readonly resourceVersion: string;
  readonly labelSelector?: string | undefined;
  readonly fieldSelector?: string | undefined;
  /** The stream breaks when nothing arrived for so long: a connection that died without a word is noticed. */
  readonly inactivityMs: number;
  readonly signal: AbortSignal;
}

/** etcd keeps objects of 1.5 MiB at most. */
const lineLimitMiB = 8;

const frameSchema = z.object({
  type: z.enum(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR']),
  object: z.unknown(),
});

/**
 * Resolves when the API server has accepted the watch; throws a KubernetesError when it refuses. The frames end when the server ends
 * the stream; a line that was cut off by the end is dropped, as the next watch brings it again. Iterating throws a KubernetesError when
 * the stream breaks or a line does not end within 8 MiB, a SyntaxError or ZodError on a line that is no frame.
 * client-node's Watch is not used: it swallows lines that it cannot read and errors of its callback, and hides why a watch was refused.
 */
export async function openWatch(transport: Transport, request: WatchRequest): Promise<AsyncIterable<WatchFrame>> {
  const { path, resourceVersion, labelSelector, fieldSelector, inactivityMs, signal } = request;
  const query = { watch: true, resourceVersion, allowWatchBookmarks: true, labelSelector, fieldSelector };
  const target = callTarget('GET', new URL(`${path}?watch=true`, transport.server));
  const tooLong = () => errorOfSize(target, transport.server, `one watch event of more than ${lineLimitMiB} MiB`);
  return framesOf(await transport.openStream(path, query, inactivityMs, signal), tooLong);
}

async function* framesOf(stream: ByteStream, tooLong: () => KubernetesError): AsyncGenerator<WatchFrame> {
  for await (const { line, ...arrival } of completeLines(stream, tooLong)) {
    yield { ...frameSchema.parse(JSON.parse(line)), ...arrival };
  }
}

async function* completeLines(stream: ByteStream, tooLong: () => KubernetesError) {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of stream) {
    const arrival = { atMs: performance.now(), time: new Date() };
    const [end = '', ...others] = decoder.decode(chunk, { stream: true }).split('\n');
    const lines = [rest + end, ...others];
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line.trim() !== '') yield { line, ...arrival };
    }
    if (rest.length > lineLimitMiB * 1024 * 1024) throw tooLong();
  }
}
