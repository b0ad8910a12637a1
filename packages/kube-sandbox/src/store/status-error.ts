// Errors as the Kubernetes API reports them: a Status with reason, code, text and details.
import { formatGroupResource } from './resource-definitions';

/** One field that is wrong, as `details.causes` lists it. */
export interface Cause {
  readonly reason?: string;
  readonly message: string;
  readonly field?: string;
}

/** What an error is about, as `details` names it. */
export interface StatusDetails {
  readonly name?: string;
  readonly group?: string;
  readonly kind?: string;
  readonly uid?: string;
  readonly causes?: readonly Cause[];
  readonly retryAfterSeconds?: number;
}

/** The body of an error answer. */
export interface Status {
  readonly kind: 'Status';
  readonly apiVersion: 'v1';
  readonly metadata: Record<string, never>;
  readonly status: 'Failure';
  readonly message: string;
  readonly reason?: string;
  readonly details?: StatusDetails;
  readonly code: number;
}

/** The resource that an error names. */
export interface NamedResource {
  readonly plural: string;
  readonly group: string;
  readonly kind: string;
}

/** A refusal by the API server. */
export class StatusError extends Error {
  override readonly name = 'StatusError';

  constructor(
    readonly code: number,
    readonly reason: string,
    message: string,
    readonly details?: StatusDetails,
  ) {
    super(message);
  }

  /** The answer's body. */
  toStatus(): Status {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: this.message,
      ...(this.reason === '' ? {} : { reason: this.reason }),
      ...(this.details ? { details: this.details } : {}),
      code: this.code,
    };
  }
}

export function notFound(resource: NamedResource, name: string): StatusError {
  return new StatusError(
    404,
    'NotFound',
    `${formatGroupResource(resource)} "${name}" not found`,
    createDetails(resource, name),
  );
}

export function alreadyExists(resource: NamedResource, name: string): StatusError {
  return new StatusError(
    409,
    'AlreadyExists',
    `${formatGroupResource(resource)} "${name}" already exists`,
    createDetails(resource, name),
  );
}

export function conflict(resource: NamedResource, name: string, why: string): StatusError {
  const message = `Operation cannot be fulfilled on ${formatGroupResource(resource)} "${name}": ${why}`;
  return new StatusError(409, 'Conflict', message, createDetails(resource, name));
}

export function forbidden(resource: NamedResource, name: string, why: string): StatusError {
  const subject =
    name === ''
      ? `${formatGroupResource(resource)} is forbidden`
      : `${formatGroupResource(resource)} "${name}" is forbidden`;
  return new StatusError(403, 'Forbidden', `${subject}: ${why}`, createDetails(resource, name));
}

/** Invalid fields; `causes` has at least one entry. The text lists each cause as `field: message`. */
export function invalid(resource: NamedResource, name: string, causes: readonly Cause[]): StatusError {
  const kind = resource.group === '' ? resource.kind : `${resource.kind}.${resource.group}`;
  const texts = causes.map((cause) => `${cause.field}: ${cause.message}`);
  const distinct = [...new Set(texts)];
  const list = distinct.length === 1 ? distinct[0] : `[${distinct.join(', ')}]`;
  const details = {
    ...(name === '' ? {} : { name }),
    ...(resource.group === '' ? {} : { group: resource.group }),
    kind: resource.kind,
    causes,
  };
  return new StatusError(422, 'Invalid', `${kind} "${name}" is invalid: ${list}`, details);
}

export function badRequest(message: string): StatusError {
  return new StatusError(400, 'BadRequest', message);
}

export function expired(message: string): StatusError {
  return new StatusError(410, 'Expired', message);
}

function createDetails(resource: NamedResource, name: string): StatusDetails {
  return {
    ...(name === '' ? {} : { name }),
    ...(resource.group === '' ? {} : { group: resource.group }),
    kind: resource.plural,
  };
}
