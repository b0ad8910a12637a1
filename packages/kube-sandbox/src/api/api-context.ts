// What the handlers of the API server work with.
import type { LogSource, TokenIssuer, UsageSource } from '../part-interfaces';
import type { Store } from '../store';
import type { UserInfo } from './authentication';
import type { Authorizer } from './authorization';
import type { ResourceRequest } from './request-info';

/** The parts of the cluster that calls read from or act on. */
export interface ApiContext {
  readonly store: Store;
  /** Host and port of the server, as discovery names it. */
  readonly address: string;
  readonly tokens: TokenIssuer;
  readonly authorizer: Authorizer;
  readonly logs: LogSource;
  /** Absent when metrics.k8s.io is not served. */
  readonly usage?: UsageSource;
}

/** One call on a resource; its body is not parsed yet. */
export interface Call {
  readonly info: ResourceRequest;
  readonly user: UserInfo;
  readonly accept: string;
  readonly contentType: string;
  readonly body: Buffer;
}

/** A whole answer. */
export interface Answer {
  readonly code: number;
  readonly text: string;
  /** Default `application/json`. */
  readonly contentType?: string;
  /** For the `Retry-After` header. */
  readonly retryAfterSeconds?: number;
}

/** An answer that continues: a watch, or a log that is followed. */
export interface Stream {
  readonly contentType: string;
  /** Writes until it ends or `signal` aborts, which it does when the client has gone or the server stops. */
  run(output: StreamOutput, signal: AbortSignal): Promise<void>;
}

/** Where a stream writes to. */
export interface StreamOutput {
  /** Text waits in memory for a slow client, up to a limit at which the client is dropped. */
  write(text: string): void;
}

export type Outcome = Answer | Stream;
