// Errors of calls to Xray and Jira: what was called, what was answered, and what to do.
import { ConfigurationError, EnvironmentError, toMessage } from '../../common/errors';
import { formatExactSeconds } from '../../common/wording';

/** The counterpart got the request, or may have got it, and nobody knows whether it was carried out. */
export class UnknownResultError extends EnvironmentError {}

/** An answer with its status and the beginning of its text. */
export interface ReceivedAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

const advice: Readonly<Record<number, string>> = {
  401: 'The credentials are wrong or have expired: check XRAY_CLIENT_ID and XRAY_CLIENT_SECRET (Cloud), XRAY_TOKEN (Data Center), or JIRA_USER and JIRA_TOKEN (Jira Cloud), and xray.region.',
  403: 'The account lacks a permission in the project: it must be able to browse, create and edit issues.',
  404: 'Check jira.url (its context path included), xray.url and xray.region of the profile.',
  405: 'Check jira.url (its context path included), xray.url and xray.region of the profile.',
  413: 'The request is larger than the server accepts: lower --max-mb.',
};

/** The error for an answer with a status that is no success. 4xx is for whoever called, everything else for whoever operates Xray. */
export function createAnswerError(what: string, answer: ReceivedAnswer): Error {
  const { status } = answer;
  const text = `${what}: answered ${status}${describeBody(answer)}`.replace(/(?<![!?])$/, '.');
  const todo = advice[status] ?? adviseOn(answer);
  const message = `${text}${todo === '' ? '' : ` ${todo}`}`;
  if (status === 429) return new EnvironmentError(message);
  if (status >= 400 && status < 500) return new ConfigurationError(message);
  return [502, 503, 504].includes(status) ? new UnknownResultError(message) : new EnvironmentError(message);
}

/** The error for a success whose body is not what Xray sends. */
export function createShapeError(what: string, answer: ReceivedAnswer, expected: string): EnvironmentError {
  return new UnknownResultError(
    `${what}: answered ${answer.status}${describeBody(answer)}, which is not ${expected}. ${isHtml(answer) ? 'A proxy or a login page answers: check the address and the credentials.' : 'Check that xray.flavour and the address of the profile are right.'}`,
  );
}

/** The error for a call without an answer. */
export function createConnectionError(what: string, error: unknown, deadlineMs: number): EnvironmentError {
  const code = findErrorCode(error);
  if (isTimeout(error)) {
    return new UnknownResultError(
      `${what}: no answer within ${formatExactSeconds(deadlineMs)}. Run the command again: it continues where it ended; or raise xray.deadlineMs.`,
    );
  }
  const refusal = findProxyRefusal(error);
  if (refusal !== undefined) {
    return new EnvironmentError(
      `${what}: the proxy refused the connection: ${refusal}. Check HTTPS_PROXY, with user and password if the proxy demands them, and NO_PROXY.`,
    );
  }
  const text = `${what}: ${describeCode(code) ?? toMessage(error)}${code === '' ? '' : ` (${code})`}.`;
  if (isNotSent(error))
    return new EnvironmentError(
      `${text} Check the address in the profile, the network and the proxy (HTTPS_PROXY, NO_PROXY).`,
    );
  return new UnknownResultError(`${text} Run the command again: it continues where it ended.`);
}

/** The message of undici about a proxy; undefined for any other error. */
function findProxyRefusal(error: unknown): string | undefined {
  const message = toMessage(error).replace(/ when HTTP Tunneling$/, '');
  return /^Proxy /.test(message) ? message : undefined;
}

/** The error for a key in the profile that is none of this kind. */
export function createNoSuchIssueError(kind: string, key: string, setting: string): ConfigurationError {
  return new ConfigurationError(
    `${key} is no ${kind} that the account can see: correct ${setting} of the profile, or create it in Jira.`,
  );
}

/** Whether the request cannot have reached the server. */
export function isNotSent(error: unknown): boolean {
  return notSent.has(findErrorCode(error));
}

/** Whether the call has reached its deadline. */
export function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError';
}

const descriptions: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ENOTFOUND: 'the name of the host cannot be resolved',
  EAI_AGAIN: 'the name of the host cannot be resolved now',
  EHOSTUNREACH: 'there is no route to the host',
  ENETUNREACH: 'there is no route to the network',
  UND_ERR_CONNECT_TIMEOUT: 'no connection within the time for connecting',
  ECONNRESET: 'the connection was reset',
  EPIPE: 'the connection was closed',
  UND_ERR_SOCKET: 'the connection was closed before the answer was complete',
};
const notSent: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function describeCode(code: string): string | undefined {
  if (/CERT|SSL|TLS|SIGNATURE/.test(code)) {
    return 'the certificate was not accepted; NODE_EXTRA_CA_CERTS names a file of further authorities';
  }
  return descriptions[code];
}

/** The code of an error or of one of its causes; empty if there is none. */
function findErrorCode(error: unknown): string {
  for (let current = error, depth = 0; current instanceof Error && depth < 5; current = current.cause, depth++) {
    if ('code' in current && typeof current.code === 'string') return current.code;
    const first = current instanceof AggregateError ? current.errors[0] : undefined;
    if (first instanceof Error && 'code' in first && typeof first.code === 'string') return first.code;
  }
  return '';
}

function adviseOn({ status, text }: ReceivedAnswer): string {
  if (status < 400) return 'The address redirects, perhaps to a login page: check the address and the credentials.';
  if (/no valid tests/i.test(text)) {
    return 'No tag of the report names a Test of the project: compare xray.prefixes.test of the profile with the prefixes in the settings of Xray, and run `npm run xray -- status`.';
  }
  if (/project/i.test(text)) return 'Check xray.projectKey of the profile, and that the account can see the project.';
  return '';
}

const shownCharacters = 300;

function describeBody(answer: ReceivedAnswer): string {
  if (isHtml(answer)) return ' with an HTML page';
  const text = readMessages(answer.text).replaceAll(/\s+/g, ' ').trim().replace(/\.$/, '');
  if (text === '') return '';
  return `: ${text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text}`;
}

/** Whether it is a page, such as that of a login or a proxy. */
export function isHtml({ contentType, text }: ReceivedAnswer): boolean {
  return contentType.includes('html') || /^\s*<(!doctype|html)/i.test(text);
}

/** The messages in an error of Xray (`error`), Jira (`errorMessages`, `errors`) or GraphQL (`errors[].message`); else the text itself. */
function readMessages(text: string): string {
  const value = parse(text);
  if (typeof value !== 'object' || value === null) return text;
  const messages = ['error', 'message', 'errorMessages', 'errors'].flatMap((key) =>
    collectTexts(Reflect.get(value, key)),
  );
  return messages.length === 0 ? text : messages.join('; ');
}

function collectTexts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(collectTexts);
  if (typeof value !== 'object' || value === null) return [];
  return 'message' in value ? collectTexts(value.message) : Object.values(value).flatMap(collectTexts);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
