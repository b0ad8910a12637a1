// The error of a call that the API server refused or did not answer.
import { z } from 'zod';
import { NoAnswer } from './connection';

/** A refusal of this client or of the Kubernetes client; errors of Node have a text for their code. */
const refusalSchema = z.object({ code: z.number(), body: z.unknown() });
const statusSchema = z.object({ message: z.string().default(''), reason: z.string().default('') });

/** A refused or failed call to the Kubernetes API. `code` is 0 when there was no answer. */
export class ApiServerError extends Error {
  override readonly name = 'ApiServerError';

  readonly code: number;
  readonly reason: string;

  constructor(message: string, { code, reason }: { code: number; reason: string }, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.reason = reason;
  }

  /** Whether the same call may succeed a moment later. A caller that has waited until the deadline does not wait again. */
  get isTransient(): boolean {
    return (this.code === 0 && !(this.cause instanceof NoAnswer)) || this.code === 429 || this.code >= 500;
  }
}

/** Turns whatever a client call threw into an `ApiServerError` that names the call (`what`: "create Job grpc-job-1-2"). */
export function toApiServerError(what: string, error: unknown): ApiServerError {
  const refusal = refusalSchema.safeParse(error);
  if (!refusal.success) {
    const text = error instanceof Error ? error.message : String(error);
    return new ApiServerError(
      `${what}: no answer from the Kubernetes API (${text})`,
      { code: 0, reason: '' },
      { cause: error },
    );
  }
  const { code, body } = refusal.data;
  const status = parseStatus(body);
  return new ApiServerError(`${what}: ${status.message || `status ${code}`}`, { code, reason: status.reason });
}

function parseStatus(body: unknown): z.infer<typeof statusSchema> {
  try {
    return statusSchema.parse(typeof body === 'string' ? JSON.parse(body) : body);
  } catch {
    return { message: '', reason: '' };
  }
}
