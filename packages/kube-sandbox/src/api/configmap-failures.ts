// Failures of the API server that a test requests by a ConfigMap: which calls fail, and how.
import { z } from 'zod';
import { StatusError, type Store } from '../store';
import type { Interception, Interceptor } from './interception';
import type { ResourceRequest } from './request-info';

/** Name of the ConfigMap. It affects the calls in its own namespace, as long as it exists. */
const failuresConfigMap = 'api-server-failures';

/** The fields of its `data`. */
const failureSchema = z.object({
  /** A verb as RBAC names it, such as `create`. */
  verb: z.string(),
  /** Such as `services`. */
  resource: z.string(),
  /** `error` is answered 500, `silence` is never answered; the call is not carried out. */
  failure: z.enum(['error', 'silence']),
  /** How many such calls are carried out before the first failure. */
  after: z.coerce.number().int().min(0).default(0),
});

/** Lets calls fail as the ConfigMap of their namespace requests. A ConfigMap that cannot be read has no effect. */
export function createConfigMapFailures(store: Pick<Store, 'find'>): Interceptor {
  const seen = new Map<string, number>();
  return (info) => {
    if (info.kind !== 'resource' || info.namespace === undefined) return undefined;
    const configMap = store.find('configmaps', info.namespace, failuresConfigMap);
    if (configMap === undefined) return undefined;
    const { data: failure } = failureSchema.safeParse(configMap.data);
    if (failure === undefined || !concerns(failure, info)) return undefined;
    const { uid } = configMap.metadata;
    const before = seen.get(uid) ?? 0;
    seen.set(uid, before + 1);
    return before < failure.after ? undefined : interceptions[failure.failure];
  };
}

const interceptions: Readonly<Record<z.infer<typeof failureSchema>['failure'], Interception>> = {
  error: { refusal: new StatusError(500, 'InternalError', 'Internal error occurred: etcdserver: request timed out') },
  silence: { silence: 'before' },
};

function concerns({ verb, resource }: z.infer<typeof failureSchema>, info: ResourceRequest): boolean {
  return info.verb === verb && info.resource === resource && info.subresource === undefined;
}
