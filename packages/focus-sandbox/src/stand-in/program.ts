// A program of the image: it runs in the process of an embedded cluster, or alone in a real pod.

/** How a program reaches the API server: what a pod's ServiceAccount mount contains. */
export interface ServiceAccountCredentials {
  /** Address of the API server, such as `https://10.96.0.1:443`. */
  readonly server: string;
  /** PEM text of the authority that signed the API server's certificate. */
  readonly caPem: string;
  readonly token: string;
  readonly namespace: string;
}

/** What a running container gets. */
export interface ProgramContext {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Present when the pod has a ServiceAccount token. */
  readonly serviceAccount?: ServiceAccountCredentials;
  /** Writes one line to the container's log. */
  log(line: string): void;
  /** Aborted when the container has to stop (SIGTERM); a program ends soon after. */
  readonly signal: AbortSignal;
}

/** Runs until it ends by itself or its signal aborts; resolves to the container's exit code. A rejection counts as exit code 1. */
export type Program = (context: ProgramContext) => Promise<number>;
