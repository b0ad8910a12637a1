// One watch request: the frames of its stream, checked, and with the time at which they arrive.
import { z } from 'zod';
import { toCallTarget } from '../transport/call-target';
import { type KubernetesError, toSizeError } from '../transport/kubernetes-error';
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
  /** The stream breaks if nothing arrives for this time, so that a dead connection is noticed. */
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
 * Resolves when the API server has accepted the watch; throws a KubernetesError if it refuses. The frames end when the server ends
 * the stream; a line that the end cuts off is dropped, since the next watch delivers it again. The iteration throws a KubernetesError if
 * the stream breaks or a line does not end within 8 MiB, a SyntaxError or ZodError for a line that is no frame.
 * client-node's Watch is not used: it ignores lines that it cannot read and errors of its callback, and hides why a watch was refused.
 */
export async function openWatch(transport: Transport, request: WatchRequest): Promise<AsyncIterable<WatchFrame>> {
  const { path, resourceVersion, labelSelector, fieldSelector, inactivityMs, signal } = request;
  const query = { watch: true, resourceVersion, allowWatchBookmarks: true, labelSelector, fieldSelector };
  const target = toCallTarget('GET', new URL(`${path}?watch=true`, transport.server));
  const tooLong = () => toSizeError(target, transport.server, `one watch event of more than ${lineLimitMiB} MiB`);
  return readFrames(await transport.openStream(path, query, inactivityMs, signal), tooLong);
}

async function* readFrames(stream: ByteStream, tooLong: () => KubernetesError): AsyncGenerator<WatchFrame> {
  for await (const { line, ...receivedAt } of readLines(stream, tooLong)) {
    yield { ...frameSchema.parse(JSON.parse(line)), ...receivedAt };
  }
}

async function* readLines(stream: ByteStream, tooLong: () => KubernetesError) {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of stream) {
    const receivedAt = { atMs: performance.now(), time: new Date() };
    const [end = '', ...others] = decoder.decode(chunk, { stream: true }).split('\n');
    const lines = [rest + end, ...others];
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line.trim() !== '') yield { line, ...receivedAt };
    }
    if (rest.length > lineLimitMiB * 1024 * 1024) throw tooLong();
  }
}
