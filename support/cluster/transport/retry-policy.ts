// Decides which calls may be retried after a failure, and recognizes from the second answer that the first attempt took effect.
import type { RequestContext } from '@kubernetes/client-node';
import { z } from 'zod';
import { toCallTarget } from './call-target';
import { isKubernetesError, KubernetesError } from './kubernetes-error';
import { isLostConnection } from './network-failure';

/**
 * A call that was answered 429 was not executed, so any call may be retried. After a 5xx or a lost connection it may have been executed: then
 * only idempotent calls are retried, namely reads, deletions, replacements, and creations under a name of the caller, since a name exists only
 * once. Patches and creations under a generated name are never retried.
 */
export function mayRetry(request: RequestContext, error: unknown): boolean {
  return isKubernetesError(error, 'throttled') || (isUnclear(error) && isIdempotent(request));
}

/** Whether the call may have taken effect although it failed. */
export function isUnclear(error: unknown): boolean {
  return isKubernetesError(error, 'server-error') || isLostConnection(error);
}

/** The API server's `Retry-After`, in milliseconds. */
export function readRetryAfterMs(error: unknown): number {
  return error instanceof KubernetesError ? error.retryAfterMs : 0;
}

/** Whether the answer to a retried deletion shows that the first attempt deleted the object. */
export function wasDeletedBefore(request: RequestContext, error: unknown): boolean {
  return request.getHttpMethod() === 'DELETE' && isKubernetesError(error, 'not-found');
}

/** The address of the object, if the answer to a retried creation shows that the first attempt created it; else undefined. */
export function findCreatedBefore(request: RequestContext, error: unknown): string | undefined {
  const name = readNameToCreate(request);
  if (name === undefined || !isKubernetesError(error, 'already-exists')) return undefined;
  const url = new URL(request.getUrl());
  return `${url.origin}${url.pathname}/${encodeURIComponent(name)}`;
}

const namedSchema = z.object({ metadata: z.object({ name: z.string().min(1) }) });

function isIdempotent(request: RequestContext): boolean {
  const method = request.getHttpMethod();
  if (method === 'GET' || method === 'PUT' || method === 'DELETE') return true;
  return isReview(request) || readNameToCreate(request) !== undefined;
}

/** An access review is a creation, but the API server stores nothing. */
function isReview(request: RequestContext): boolean {
  const { resource } = toCallTarget(request.getHttpMethod(), new URL(request.getUrl()));
  return resource.endsWith('accessreviews.authorization.k8s.io');
}

function readNameToCreate(request: RequestContext): string | undefined {
  const body = request.getBody();
  if (request.getHttpMethod() !== 'POST' || typeof body !== 'string') return undefined;
  return namedSchema.safeParse(JSON.parse(body)).data?.metadata.name;
}
