// The error of every failed call of the Kubernetes API: the request, the answer, and what to do.
import { z } from 'zod';
import { EnvironmentError } from '../../common/errors';
import { type CallTarget, describeCall } from './call-target';

/**
 * Why a call failed:
 * `unreachable` no answer at all · `timeout` no answer within the call's deadline · `unauthorized` 401 · `forbidden` 403 by RBAC ·
 * `quota` 403 by a ResourceQuota · `not-found` 404 · `already-exists` and `conflict` 409 · `expired` 410 · `invalid` 400 and 422 ·
 * `throttled` 429 · `server-error` 5xx, or an answer that cannot be read · `refused` any other status ·
 * `not-kubernetes` an answer that does not come from an API server · `oversized` an answer above the size limit.
 */
export type KubernetesErrorKind =
  | 'unreachable'
  | 'timeout'
  | 'unauthorized'
  | 'forbidden'
  | 'quota'
  | 'not-found'
  | 'already-exists'
  | 'conflict'
  | 'expired'
  | 'invalid'
  | 'throttled'
  | 'server-error'
  | 'refused'
  | 'not-kubernetes'
  | 'oversized';

/** One cause of a refusal, as `Status.details.causes` lists them. */
export interface StatusCause {
  readonly field: string;
  readonly reason: string;
  readonly message: string;
}

export interface KubernetesErrorDetails {
  readonly kind: KubernetesErrorKind;
  readonly target: CallTarget;
  /** HTTP status; absent if there was no answer. */
  readonly code?: number;
  /** `Status.reason`, such as `AlreadyExists`. */
  readonly reason?: string;
  /** `Status.message`, as the API server wrote it, at most its first 2,000 characters. */
  readonly statusMessage?: string;
  readonly causes?: readonly StatusCause[];
  /** The API server's `Retry-After`, in milliseconds. */
  readonly retryAfterMs?: number;
}

/**
 * A call of the Kubernetes API that failed. It contains no header, no token and no request body.
 * It is an EnvironmentError, since the suite's own calls are no behavior of the product. A caller for which an answer is
 * part of the product's behavior, such as `not-found` after a cancel, checks `kind`.
 */
export class KubernetesError extends EnvironmentError {
  readonly kind: KubernetesErrorKind;
  readonly target: CallTarget;
  readonly code: number | undefined;
  readonly reason: string | undefined;
  readonly statusMessage: string | undefined;
  readonly causes: readonly StatusCause[];
  readonly retryAfterMs: number;

  constructor(message: string, details: KubernetesErrorDetails, options?: ErrorOptions) {
    super(message, options);
    this.kind = details.kind;
    this.target = details.target;
    this.code = details.code;
    this.reason = details.reason;
    this.statusMessage = details.statusMessage;
    this.causes = details.causes ?? [];
    this.retryAfterMs = details.retryAfterMs ?? 0;
  }
}

/** Whether an error is a refusal of one of these kinds. */
export function isKubernetesError(error: unknown, ...kinds: readonly KubernetesErrorKind[]): error is KubernetesError {
  return error instanceof KubernetesError && (kinds.length === 0 || kinds.includes(error.kind));
}

const statusSchema = z.object({
  kind: z.literal('Status'),
  message: z.string().optional(),
  reason: z.string().optional(),
  code: z.number().optional(),
  details: z
    .object({
      retryAfterSeconds: z.number().optional(),
      causes: z
        .array(
          z.object({ field: z.string().optional(), reason: z.string().optional(), message: z.string().optional() }),
        )
        .nullish(),
    })
    .nullish(),
});

/** An answer with an error status. */
export interface ErrorAnswer {
  readonly code: number;
  readonly body: string;
  /** The header `Retry-After`, in seconds or as a date; a `Status` may have its own. */
  readonly retryAfter?: string | undefined;
}

/** The error for an answer with an error status; the body is a `Status`, or none: then the answer may come from something in front of the API server. */
export function toAnswerError(
  target: CallTarget,
  server: string,
  { code, body, retryAfter }: ErrorAnswer,
): KubernetesError {
  const status = statusSchema.safeParse(parseJson(body));
  const retryAfterMs = readRetryAfter(retryAfter);
  return status.success
    ? toStatusError(target, server, status.data, { code, retryAfterMs })
    : toForeignBodyError(target, server, { code, body, retryAfterMs });
}

/** The error for a `Status` object: the body of a refusal, or the object of a watch's ERROR event. */
export function toStatusObjectError(target: CallTarget, server: string, object: unknown): KubernetesError {
  const status = statusSchema.safeParse(object);
  if (status.success) return toStatusError(target, server, status.data, { code: status.data.code ?? 500 });
  return toForeignBodyError(target, server, { code: 500, body: JSON.stringify(object) ?? String(object) });
}

/** The error for an answer 200 that is not the requested object; `cause` is the reason why it cannot be read. */
export function toContentError(target: CallTarget, server: string, body: string, cause: unknown): KubernetesError {
  return createForeignAnswerError({ kind: 'server-error', target, code: 200 }, server, body, { cause });
}

/** The error for an answer above a size limit; `seen` describes the limit. */
export function toSizeError(target: CallTarget, server: string, seen: string): KubernetesError {
  return new KubernetesError(
    `${server} sent ${seen} in reply to the request to ${describeCall(target)}; the suite stopped reading. Check what fills the namespace, and any proxy in front of the API server.`,
    { kind: 'oversized', target },
  );
}

function toStatusError(
  target: CallTarget,
  server: string,
  status: z.infer<typeof statusSchema>,
  { code, retryAfterMs = 0 }: { readonly code: number; readonly retryAfterMs?: number },
): KubernetesError {
  const kind = classify(code, status.reason, status.message ?? '');
  const causes = (status.details?.causes ?? []).map((cause) => ({
    field: cause.field ?? '',
    reason: cause.reason ?? '',
    message: cause.message ?? '',
  }));
  const reason = status.reason ?? '';
  const statusMessage = status.message === undefined ? undefined : truncate(status.message, 2_000);
  const message = `Kubernetes refused to ${describeCall(target)}: ${statusMessage ?? 'no message'} (${`${code} ${reason}`.trim()}).${advise(kind, target, server)}`;
  return new KubernetesError(message, {
    kind,
    target,
    code,
    causes,
    retryAfterMs: Math.max((status.details?.retryAfterSeconds ?? 0) * 1_000, retryAfterMs),
    ...(status.reason === undefined ? {} : { reason: status.reason }),
    ...(statusMessage === undefined ? {} : { statusMessage }),
  });
}

interface ForeignAnswer {
  readonly code: number;
  readonly body: string;
  readonly retryAfterMs?: number;
}

/** The API server itself answers without a `Status` where an aggregated API is not installed, where it limits calls, and where its storage is gone. */
function toForeignBodyError(
  target: CallTarget,
  server: string,
  { code, body, retryAfterMs = 0 }: ForeignAnswer,
): KubernetesError {
  if (code === 429 || code >= 500) {
    const kind = classify(code, undefined, '');
    const text = `${server} did not answer the request to ${describeCall(target)}, but ${code} with ${quote(body)}.${advise(kind, target, server)}`;
    return new KubernetesError(text, { kind, target, code, retryAfterMs });
  }
  const kind = code === 404 && body.trim() === '404 page not found' ? 'not-found' : 'not-kubernetes';
  return createForeignAnswerError({ kind, target, code }, server, body);
}

function createForeignAnswerError(
  details: KubernetesErrorDetails,
  server: string,
  body: string,
  options?: ErrorOptions,
): KubernetesError {
  const { kind, target, code } = details;
  return new KubernetesError(
    `${server} answered ${code} with ${quote(body)} to the request to ${describeCall(target)}; that is not an answer of the Kubernetes API.${advise(kind, target, server)}`,
    details,
    options,
  );
}

function truncate(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit)}…`;
}

function quote(body: string): string {
  const line = body.slice(0, 4_096).replace(/\s+/g, ' ').trim();
  return line === '' ? 'an empty body' : `"${truncate(line, 200)}"`;
}

/** In milliseconds from now; 0 for a text that is neither a number of seconds nor a date. */
function readRetryAfter(text = ''): number {
  const seconds = /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - Date.now()) / 1_000;
  return Number.isFinite(seconds) ? Math.max(0, seconds * 1_000) : 0;
}

function classify(code: number, reason: string | undefined, message: string): KubernetesErrorKind {
  if (code === 403) return /exceeded quota/.test(message) ? 'quota' : 'forbidden';
  if (code === 409) return reason === 'AlreadyExists' ? 'already-exists' : 'conflict';
  if (code >= 500) return 'server-error';
  const kinds: Readonly<Record<number, KubernetesErrorKind>> = {
    400: 'invalid',
    401: 'unauthorized',
    404: 'not-found',
    410: 'expired',
    422: 'invalid',
    429: 'throttled',
  };
  return kinds[code] ?? 'refused';
}

function advise(kind: KubernetesErrorKind, target: CallTarget, server: string): string {
  const where = target.namespace === undefined ? 'in the cluster' : `in namespace ${target.namespace}`;
  const resource = target.subresource === undefined ? target.resource : `${target.resource}/${target.subresource}`;
  const texts: Partial<Record<KubernetesErrorKind, string>> = {
    unauthorized: ` ${server} does not accept the credentials of the kubeconfig: renew its token or client certificate, or choose another context.`,
    forbidden: ` Grant the verb ${target.verb} on ${resource} ${where} to this user with a Role and a RoleBinding, or use a kubeconfig that has it.`,
    throttled: ' The API server is overloaded: try again later, or with less load.',
    'server-error': ' See the log of the API server.',
    'not-kubernetes': ` Check that the kubeconfig's server is a Kubernetes API server and not a proxy in front of it.`,
  };
  return texts[kind] ?? '';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
