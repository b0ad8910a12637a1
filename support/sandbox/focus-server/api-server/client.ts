// The stand-in's connection to the Kubernetes API: its namespace, its API groups, and calls that outlast a hiccup.
import { setTimeout as delay } from 'node:timers/promises';
import { BatchV1Api, CoreV1Api, type KubeConfig } from '@kubernetes/client-node';
import type { ProgramContext } from '../../program';
import { ApiServerError, apiServerError } from './errors';
import { ServiceAccountConfig } from './service-account-config';

const attempts = 5;
const firstPauseMs = 50;
const callDeadlineMs = 8_000;
/** No attempt begins later than this after the first: a caller waits for the answer. */
const patienceMs = 4_000;

/** A `KubeConfig` whose connections end with their owner. */
type ClosableConfig = KubeConfig & { close(): Promise<void> };

/** What a program of the stand-in needs of the Kubernetes API. */
export interface ApiClient {
  readonly config: ClosableConfig;
  readonly namespace: string;
  readonly core: CoreV1Api;
  readonly batch: BatchV1Api;
  readonly signal: AbortSignal;
}

/** Connects with the pod's ServiceAccount. Throws when the pod has none. The caller closes `config`. */
export function connect(context: ProgramContext): ApiClient {
  if (context.serviceAccount === undefined) {
    throw new Error('this program needs a ServiceAccount token: set automountServiceAccountToken in its pod');
  }
  const config = new ServiceAccountConfig(context.serviceAccount, callDeadlineMs);
  return {
    config,
    namespace: context.serviceAccount.namespace,
    core: config.makeApiClient(CoreV1Api),
    batch: config.makeApiClient(BatchV1Api),
    signal: context.signal,
  };
}

/**
 * Makes a call that may be repeated, and repeats it on 429, 5xx and lost connections.
 * `what` names it in errors ("delete Service grpc-service-1-2"). Throws `ApiServerError`.
 */
export async function call<T>(client: ApiClient, what: string, attempt: (n: number) => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  for (let n = 1; ; n += 1) {
    try {
      return await attempt(n);
    } catch (cause) {
      const error = cause instanceof ApiServerError ? cause : apiServerError(what, cause);
      const isLast = n === attempts || performance.now() - startedAt > patienceMs;
      if (!error.isTransient || isLast || client.signal.aborted) {
        throw error;
      }
      await delay(firstPauseMs * 2 ** (n - 1), undefined, { signal: client.signal });
    }
  }
}

/** Creates an object with a name that was never used before: if a repeated attempt finds it, the first one had succeeded. */
export async function createOnce<T>(client: ApiClient, what: string, create: () => Promise<T>): Promise<void> {
  await call(client, what, async (n) => {
    try {
      await create();
    } catch (cause) {
      const error = apiServerError(what, cause);
      if (!(n > 1 && error.reason === 'AlreadyExists')) {
        throw error;
      }
    }
  });
}

/** Creates an object unless it exists. Resolves to whether it was created. */
export async function createIfAbsent<T>(client: ApiClient, what: string, create: () => Promise<T>): Promise<boolean> {
  try {
    await call(client, what, create);
    return true;
  } catch (error) {
    if (error instanceof ApiServerError && error.reason === 'AlreadyExists') {
      return false;
    }
    throw error;
  }
}

/** Deletes an object; one that is gone already is no error. */
export async function deleteIfPresent<T>(client: ApiClient, what: string, remove: () => Promise<T>): Promise<void> {
  await call(client, what, async () => {
    try {
      await remove();
    } catch (cause) {
      const error = apiServerError(what, cause);
      if (error.code !== 404) {
        throw error;
      }
    }
  });
}
