// The stand-in's connection to the Kubernetes API: its namespace, its API groups, and calls that are retried.
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { ProgramContext } from '../program';
import { CallDeadlines } from './call-deadlines';
import { type BatchCalls, type CoreCalls, createBatchCalls, createCoreCalls } from './calls';
import { Connection } from './connection';
import { ApiServerError, toApiServerError } from './errors';

const attempts = 5;
const firstPauseMs = 50;
const callDeadlineMs = 8_000;
/** No retry begins later than this after the first attempt: a caller waits for the answer. */
const retryWindowMs = 4_000;

/**
 * Opens a watch from a version and reports its events. Resolves when it ends; throws when it is refused or interrupted, or
 * `signal` aborts.
 */
export type OpenWatch = (
  path: string,
  query: Readonly<Record<string, string>>,
  onEvent: (type: string, object: unknown) => void,
  signal: AbortSignal,
) => Promise<void>;

/** What a program of the stand-in needs of the Kubernetes API. */
export interface ApiClient {
  readonly namespace: string;
  readonly core: CoreCalls;
  readonly batch: BatchCalls;
  readonly watch: OpenWatch;
  readonly signal: AbortSignal;
}

/** What the owner of a client has beside its calls. */
export interface Connected {
  readonly deadlines: CallDeadlines;
  close(): Promise<void>;
}

/** Connects with the pod's ServiceAccount. Throws when the pod has none. The caller closes it. */
export function connect(context: ProgramContext): ApiClient & Connected {
  if (context.serviceAccount === undefined) {
    throw new Error('this program needs a ServiceAccount token: set automountServiceAccountToken in its pod');
  }
  const deadlines = new CallDeadlines(callDeadlineMs);
  const connection = new Connection(context.serviceAccount, deadlines);
  return {
    namespace: context.serviceAccount.namespace,
    core: createCoreCalls(connection),
    batch: createBatchCalls(connection),
    watch: watchOver(connection),
    signal: context.signal,
    deadlines,
    close: () => connection.close(),
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
      const error = cause instanceof ApiServerError ? cause : toApiServerError(what, cause);
      const isLast = n === attempts || performance.now() - startedAt > retryWindowMs;
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
      const error = toApiServerError(what, cause);
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
      const error = toApiServerError(what, cause);
      if (error.code !== 404) {
        throw error;
      }
    }
  });
}

const eventSchema = z.object({ type: z.string(), object: z.unknown() });

function watchOver(connection: Connection): OpenWatch {
  return async (path, query, onEvent, signal) => {
    const parameters = new URLSearchParams({ ...query, watch: 'true', allowWatchBookmarks: 'true' });
    const report = (event: unknown) => {
      const { type, object } = eventSchema.parse(event);
      onEvent(type, object);
    };
    await connection.watch(`${path}?${parameters}`, report, signal);
  };
}
