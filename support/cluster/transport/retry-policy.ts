// Which calls may be sent once more after a failure, and what it means when the second answer says that the first had its effect.
import type { RequestContext } from '@kubernetes/client-node';
import { z } from 'zod';
import { callTarget } from './call-target';
import { isKubernetesError, KubernetesError } from './kubernetes-error';
import { isLostConnection } from './network-failure';

/**
 * A call that the API server was too busy for (429) was not carried out, so any may be repeated. After a 5xx or a lost connection it may
 * have been: then only what is idempotent is repeated, namely reads, deletions, replacements, and creations under a name of the
 * caller's, as a name is given once. Patches and creations under a generated name never are.
 */
export function mayRepeat(request: RequestContext, error: unknown): boolean {
  return isKubernetesError(error, 'throttled') || (isUnclear(error) && isIdempotent(request));
}

/** Whether the call may have had its effect although it failed. */
export function isUnclear(error: unknown): boolean {
  return isKubernetesError(error, 'server-error') || isLostConnection(error);
}

/** How long the API server asks to be left alone, in milliseconds. */
export function retryAfterMs(error: unknown): number {
  return error instanceof KubernetesError ? error.retryAfterMs : 0;
}

/** Whether a repeated deletion finds that the first one did it. */
export function wasDeletedBefore(request: RequestContext, error: unknown): boolean {
  return request.getHttpMethod() === 'DELETE' && isKubernetesError(error, 'not-found');
}

/** Where a repeated creation finds what the first one has created; undefined where that is not so. */
export function createdBefore(request: RequestContext, error: unknown): string | undefined {
  const name = nameToCreate(request);
  if (name === undefined || !isKubernetesError(error, 'already-exists')) return undefined;
  const url = new URL(request.getUrl());
  return `${url.origin}${url.pathname}/${encodeURIComponent(name)}`;
}

const namedSchema = z.object({ metadata: z.object({ name: z.string().min(1) }) });

function isIdempotent(request: RequestContext): boolean {
  const method = request.getHttpMethod();
  if (method === 'GET' || method === 'PUT' || method === 'DELETE') return true;
  return isReview(request) || nameToCreate(request) !== undefined;
}

/** An access review is created, but nothing is kept of it. */
function isReview(request: RequestContext): boolean {
  const { resource } = callTarget(request.getHttpMethod(), new URL(request.getUrl()));
  return resource.endsWith('accessreviews.authorization.k8s.io');
}

function nameToCreate(request: RequestContext): string | undefined {
  const body = request.getBody();
  if (request.getHttpMethod() !== 'POST' || typeof body !== 'string') return undefined;
  return namedSchema.safeParse(JSON.parse(body)).data?.metadata.name;
}
