// Tokens of ServiceAccounts, as the TokenRequest API issues them.
import { z } from 'zod';
import { badRequest } from '../store/status-error';
import type { Answer, ApiContext, Call } from './api-context';
import { createJsonAnswer } from './json-answers';
import { parseBody } from './request-body';

/** Issues a token for the ServiceAccount. Throws `StatusError` NotFound. */
export function requestToken({ tokens }: ApiContext, call: Call): Answer {
  const parsed = requestSchema.safeParse(parseBody(call, 'TokenRequest') ?? {});
  if (!parsed.success) throw badRequest('TokenRequest in version "v1" cannot be handled as a TokenRequest');
  const seconds = parsed.data.spec?.expirationSeconds ?? defaultSeconds;
  const { namespace = '', name } = call.info;
  const token = tokens.issue(namespace, name, seconds);
  const expirationTimestamp = new Date(Date.now() + seconds * 1000).toISOString();
  return createJsonAnswer(201, {
    kind: 'TokenRequest',
    apiVersion: 'authentication.k8s.io/v1',
    metadata: { name, namespace, creationTimestamp: null },
    spec: { audiences: ['https://kubernetes.default.svc'], expirationSeconds: seconds, boundObjectRef: null },
    status: { token, expirationTimestamp },
  });
}

const defaultSeconds = 3600;

const requestSchema = z.looseObject({
  spec: z.looseObject({ expirationSeconds: z.int().positive().nullish() }).nullish(),
});
