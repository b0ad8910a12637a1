// The end of a container's log, of limited size.
import type { ClusterConnection } from '../transport/connection';

export interface LogOptions {
  /** Required if the pod has several containers. */
  readonly container?: string;
  /** Default 200; `all` reads from the container's start. */
  readonly tailLines?: number | 'all';
  /** Default 64 KiB. */
  readonly maxBytes?: number;
  /** The log of the container before its last restart. */
  readonly previous?: boolean;
  readonly sinceTime?: Date;
  /** Whether each line begins with the time at which the node received it. */
  readonly timestamps?: boolean;
}

export interface LogTail {
  readonly text: string;
  /** Whether `maxBytes` cut the text; Kubernetes does not report whether `tailLines` did. */
  readonly truncated: boolean;
}

/**
 * Reads the last lines of a container's log. Bytes that are not UTF-8 become U+FFFD. Throws a KubernetesError: `not-found` if there is no
 * pod, `invalid` if its container has not started or has no previous run.
 */
export async function readLog(
  connection: ClusterConnection,
  podName: string,
  options: LogOptions = {},
): Promise<LogTail> {
  const { tailLines = 200, maxBytes = 64 * 1024, container, previous, sinceTime, timestamps } = options;
  const { transport, namespace } = connection;
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(podName)}/log`;
  const lines = tailLines === 'all' ? undefined : tailLines;
  const query = { container, tailLines: lines, previous, timestamps, sinceTime: sinceTime?.toISOString() };
  // One byte more than `maxBytes` shows whether the log was cut.
  const text = await transport.readText(path, { ...query, limitBytes: maxBytes + 1 });
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length <= maxBytes) return { text, truncated: false };
  return { text: bytes.subarray(0, maxBytes).toString('utf8'), truncated: true };
}
