// The meaning of a failed connection to the API server, from the error codes of Node.js, TLS and undici.
import { toMessage } from '../../common/errors';
import { formatExactSeconds } from '../../common/wording';
import { type CallTarget, describeCall } from './call-target';
import { KubernetesError } from './kubernetes-error';

/** Whether an established connection was lost, so that a retry may succeed. */
export function isLostConnection(error: unknown): boolean {
  return lostConnectionCodes.has(findCode(error));
}

/** The error for a call without an answer, with what to do. */
export function toNetworkError(target: CallTarget, server: string, error: unknown): KubernetesError {
  const code = findCode(error);
  const { text, advice } = explain(code, error);
  return new KubernetesError(
    `The Kubernetes API server ${server} could not be reached to ${describeCall(target)}: ${text}. ${advice}`,
    { kind: 'unreachable', target },
    { cause: error },
  );
}

/** The error for a call that exceeded its deadline. */
export function createDeadlineError(target: CallTarget, server: string, deadlineMs: number): KubernetesError {
  return new KubernetesError(
    `The Kubernetes API server ${server} did not answer the request to ${describeCall(target)} within ${formatExactSeconds(deadlineMs)}. Check its load and the network between it and this machine.`,
    { kind: 'timeout', target },
  );
}

const lostConnectionCodes: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'EPIPE',
  'UND_ERR_SOCKET',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'HPE_INVALID_EOF_STATE',
]);

const explanations: Readonly<Record<string, { readonly text: string; readonly advice: string }>> = {
  ECONNREFUSED: {
    text: 'connection refused',
    advice: "Check that the cluster is up and that the kubeconfig's server is its address.",
  },
  ENOTFOUND: {
    text: 'its name cannot be resolved',
    advice: "Check the kubeconfig's server and the DNS of this machine.",
  },
  EAI_AGAIN: { text: 'its name cannot be resolved now', advice: 'Check the DNS of this machine.' },
  EHOSTUNREACH: {
    text: 'no route to the host',
    advice: 'Check the network or VPN between this machine and the cluster.',
  },
  ENETUNREACH: {
    text: 'no route to the network',
    advice: 'Check the network or VPN between this machine and the cluster.',
  },
  ECONNRESET: { text: 'the connection was reset', advice: 'Check the API server and any proxy in front of it.' },
  UND_ERR_SOCKET: { text: 'the connection was closed', advice: 'Check the API server and any proxy in front of it.' },
  UND_ERR_HEADERS_OVERFLOW: {
    text: 'its answer has more than 16 KiB of headers',
    advice: 'Check the API server and any proxy in front of it.',
  },
  UND_ERR_CONNECT_TIMEOUT: {
    text: 'no connection within the connect deadline',
    advice: 'Check the network or VPN between this machine and the cluster.',
  },
};

function explain(code: string, error: unknown): { readonly text: string; readonly advice: string } {
  const known = explanations[code];
  if (known !== undefined) return { text: `${known.text} (${code})`, advice: known.advice };
  const message = toMessage(error);
  if (code.startsWith('ERR_OSSL_PEM')) {
    return {
      text: `a certificate or key of the kubeconfig is not in PEM form (${code})`,
      advice: "Check certificate-authority-data of the kubeconfig's cluster, and the certificate and key of its user.",
    };
  }
  if (/CERT|SIGNATURE|SSL|TLS/.test(code)) {
    return {
      text: `its certificate was not accepted: ${message} (${code})`,
      advice: "Check certificate-authority-data and tls-server-name of the kubeconfig's cluster.",
    };
  }
  return {
    text: code === '' ? message : `${message} (${code})`,
    advice: 'Check that the cluster is up and reachable.',
  };
}

function findCode(error: unknown): string {
  for (let current = error, depth = 0; current instanceof Error && depth < 5; current = current.cause, depth++) {
    if ('code' in current && typeof current.code === 'string') return current.code;
    const first = current instanceof AggregateError ? current.errors[0] : undefined;
    if (first instanceof Error && 'code' in first && typeof first.code === 'string') return first.code;
  }
  return '';
}
