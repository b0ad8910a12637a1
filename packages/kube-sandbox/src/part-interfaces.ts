// What the parts of the cluster get from each other beside the store: logs, usage, tokens.

/** One line of a container's log. */
export interface LogLine {
  readonly time: Date;
  readonly text: string;
}

/** A container's log, as the node that runs it keeps it. */
export interface ContainerLog {
  /** Lines so far, oldest first. */
  readonly lines: readonly LogLine[];
  /** Whether the container still runs, so that more lines may come. */
  readonly open: boolean;
  /** Calls the handler with every further line and, once, when the container has ended. Returns the unsubscriber. */
  follow(onLine: (line: LogLine) => void, onEnd: () => void): () => void;
}

/** Where the API server reads logs from. */
export interface LogSource {
  /** The log of a container, or of its run before the last restart; undefined when it has none (yet). */
  log(podUid: string, container: string, previous: boolean): ContainerLog | undefined;
}

/** What one container uses: CPU in cores, memory in bytes. */
export interface ContainerUsage {
  readonly name: string;
  readonly cpuCores: number;
  readonly memoryBytes: number;
}

/** Where metrics.k8s.io gets its figures from. */
export interface UsageSource {
  /** Containers of a running pod; undefined when the pod does not run. */
  podUsage(podUid: string): readonly ContainerUsage[] | undefined;
  nodeUsage(nodeName: string): Omit<ContainerUsage, 'name'> | undefined;
}

/** Where nodes get a pod's ServiceAccount token from. */
export interface TokenIssuer {
  /** A token that the API server accepts as `system:serviceaccount:NAMESPACE:NAME`. */
  issue(namespace: string, serviceAccount: string, expiresInSeconds?: number): string;
}
