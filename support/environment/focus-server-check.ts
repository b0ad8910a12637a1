// Checks before a run that a Focus Server answers at the environment's address; if not, the error states what to do.
import { EnvironmentError } from '../common/errors';
import {
  describeExchange,
  type Exchange,
  FocusServerClient,
  FocusServerError,
  type FocusServerFailure,
  readRefusal,
} from '../focus-server';
import { toFocusServerOptions } from './connect';
import type { Environment } from './load';

/** @throws EnvironmentError with the answer and what to do; ConfigurationError for an unreadable CA file */
export async function checkFocusServer(environment: Environment, signal: AbortSignal): Promise<void> {
  const { preflightMs } = environment.deadlines;
  const client = new FocusServerClient({ ...toFocusServerOptions(environment), requestMs: preflightMs });
  try {
    const exchange = await client.ack(signal);
    const problem = findProblem(exchange);
    if (problem !== undefined) throw createError(environment, describeExchange(exchange), problem);
  } catch (error) {
    if (!(error instanceof FocusServerError)) throw error;
    throw createError(environment, error.message.replace(/\.$/, ''), advice[error.failure]);
  } finally {
    client.close();
  }
}

const addressAdvice = 'Is FOCUS_BASE_URL (or "baseUrl" of the profile) right, its path included?';

const advice: Readonly<Record<FocusServerFailure, string>> = {
  refused: `Is the server running? ${addressAdvice}`,
  unresolved: `Does this machine know the host (DNS, VPN)? ${addressAdvice}`,
  unroutable: `Is there a route to the host (VPN, firewall)? ${addressAdvice}`,
  tls: 'For a self-signed certificate set FOCUS_CA_FILE to the PEM file of its authority; for plain HTTP use an address that starts with http://.',
  lost: "The server or a proxy in front of it closes connections: check the server's log.",
  malformed: `Something other than a web server answers at this address. ${addressAdvice}`,
  silent:
    "The server accepts connections but does not answer: check its pod and its log, or raise the profile's deadlines.preflightMs.",
  cancelled: 'The run was interrupted.',
  oversized: `Something else answers at this address. ${addressAdvice}`,
  other: addressAdvice,
};

function findProblem(exchange: Exchange): string | undefined {
  const { status, json, bodyText } = exchange;
  if ([502, 503, 504].includes(status)) {
    return 'A gateway in front of the server cannot reach it, or the server is not ready: check its pod and its log.';
  }
  const { shape } = readRefusal(exchange);
  if (shape === 'html')
    return `That is HTML, not JSON: a proxy, a login page or another server answers. ${addressAdvice}`;
  if (status !== 200) return `A live Focus Server answers 200. ${addressAdvice}`;
  if (typeof json === 'object' && json !== null) return undefined;
  if (json === undefined && /^\s*[[{]/.test(bodyText)) {
    return "The JSON is cut off or damaged: check the server's log and the proxies in front of it.";
  }
  return `That is not the JSON object of a Focus Server. ${addressAdvice}`;
}

function createError(environment: Environment, seen: string, todo: string): EnvironmentError {
  return new EnvironmentError(`The Focus Server at ${environment.baseUrl} cannot be used: ${seen}.\n${todo}`);
}
