// The log of the server since its containers started, and the lines in it that are errors.
import type { V1Pod } from '@kubernetes/client-node';
import { readLog } from '../cluster/readings/logs';
import type { ClusterConnection } from '../cluster/transport/connection';
import { identify } from '../cluster/watch/kinds';

export interface ContainerLog {
  /** Pod and container, such as `focus-server-7d5c/focus-server`. */
  readonly container: string;
  readonly text: string;
  /** How much of the log was read, for the report. */
  readonly note: string;
}

/** Enough for a start and days of work; the rest of the log is not read, which the note states. */
const mostBytes = 8 * 1024 * 1024;
const longestLine = 300;

/** Reads the log of every container of the pods from its start. @throws KubernetesError */
export async function readServerLog(connection: ClusterConnection, pods: readonly V1Pod[]): Promise<ContainerLog[]> {
  const containers = pods.flatMap((pod) =>
    (pod.spec?.containers ?? []).map(({ name }) => ({ pod: identify(pod).name, name })),
  );
  return Promise.all(containers.map(({ pod, name }) => readContainerLog(connection, pod, name)));
}

/** The lines that match one of the patterns, in their order. */
export function findErrorLines(
  logs: readonly ContainerLog[],
  patterns: readonly string[],
): { readonly container: string; readonly line: string }[] {
  const matchers = patterns.map((pattern) => new RegExp(pattern));
  return logs.flatMap(({ container, text }) =>
    text
      .split('\n')
      .filter((line) => matchers.some((matcher) => matcher.test(line)))
      .map((line) => ({ container, line: line.length <= longestLine ? line : `${line.slice(0, longestLine)}…` })),
  );
}

async function readContainerLog(connection: ClusterConnection, pod: string, name: string): Promise<ContainerLog> {
  const { text, truncated } = await readLog(connection, pod, {
    container: name,
    tailLines: 'all',
    maxBytes: mostBytes,
  });
  const container = `${pod}/${name}`;
  const lines = text.split('\n').filter((line) => line !== '').length;
  const note = truncated
    ? `${container}: the first ${mostBytes / 2 ** 20} MiB of the log were read (${lines} lines); it is longer`
    : `${container}: the whole log was read (${lines} lines)`;
  return { container, text, note };
}
