// The options with which the suite connects to the Focus Server and the cluster of an environment.
import type { ConnectOptions } from '../cluster/transport/connection';
import type { FocusServerOptions } from '../focus-server';
import type { Environment } from './load';

/** The REST client's options for the environment's Focus Server. */
export function toFocusServerOptions(environment: Environment): FocusServerOptions {
  const { baseUrl, credentials, deadlines, tls } = environment;
  return { baseUrl, requestMs: deadlines.requestMs, tls, ...(credentials && { credentials }) };
}

/** The options of the connection to the environment's cluster; `signal` ends every call. */
export function toClusterOptions(environment: Environment, signal: AbortSignal): ConnectOptions {
  const { kubeconfig, namespace, deadlines } = environment;
  return {
    namespace,
    signal,
    callDeadlineMs: deadlines.preflightMs,
    ...(kubeconfig !== undefined && { kubeconfigPath: kubeconfig }),
  };
}
