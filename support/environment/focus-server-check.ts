// Checks before a run that a Focus Server answers at the environment's address, and says what to do when it does not.
import { EnvironmentError } from '../common/errors';
import {
  describeExchange,
  type Exchange,
  FocusServerClient,
  FocusServerError,
  type FocusServerFailure,
  readRefusal,
} from '../focus-server';
import { focusServerOptions } from './connect';
import type { Environment } from './load';

/** @throws EnvironmentError that says what was answered instead and what to do; ConfigurationError for an unreadable CA file */
export async function checkFocusServer(environment: Environment, signal: AbortSignal): Promise<void> {
  const { preflightMs } = environment.deadlines;
  const client = new FocusServerClient({ ...focusServerOptions(environment), requestMs: preflightMs });
  try {
    const exchange = await client.ack(signal);
    const problem = problemWith(exchange);
    if (problem !== undefined) throw unusable(environment, describeExchange(exchange), problem);
  } catch (error) {
    if (!(error instanceof FocusServerError)) throw error;
    throw unusable(environment, error.message.replace(/\.$/, ''), advice[error.failure]);
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
  lost: "The server or a proxy in front of it closes connections: look at the server's log.",
  malformed: `Something that is no web server answers at this address. ${addressAdvice}`,
  silent:
    "The server accepts connections but does not answer: look at its pod and its log, or raise the profile's deadlines.preflightMs.",
  cancelled: 'The run was stopped.',
  oversized: `Something else answers at this address. ${addressAdvice}`,
  other: addressAdvice,
};

function problemWith(exchange: Exchange): string | undefined {
  const { status, json, bodyText } = exchange;
  if ([502, 503, 504].includes(status)) {
    return 'A gateway in front of the server cannot reach it, or the server is not ready: look at its pod and its log.';
  }
  const { shape } = readRefusal(exchange);
  if (shape === 'html')
    return `That is HTML, not JSON: a proxy, a login page or another server answers. ${addressAdvice}`;
  if (status !== 200) return `A live Focus Server answers 200. ${addressAdvice}`;
  if (typeof json === 'object' && json !== null) return undefined;
  if (json === undefined && /^\s*[[{]/.test(bodyText)) {
    return "The JSON is cut off or damaged: look at the server's log and at proxies in front of it.";
  }
  return `That is not the JSON object of a Focus Server. ${addressAdvice}`;
}

function unusable(environment: Environment, seen: string, todo: string): EnvironmentError {
  return new EnvironmentError(`The Focus Server at ${environment.baseUrl} cannot be used: ${seen}.\n${todo}`);
}
