// Answers as JSON texts; the text of a stored object is created once.
import { type KubeObject, StatusError } from '../store';
import type { Answer } from './api-context';

export function createJsonAnswer(code: number, value: unknown): Answer {
  return { code, text: JSON.stringify(value) };
}

/** An answer with one stored object. */
export function createObjectAnswer(code: number, object: KubeObject): Answer {
  return { code, text: formatObject(object) };
}

/** The JSON text of a stored object. */
export function formatObject(object: KubeObject): string {
  return `{"kind":${JSON.stringify(object.kind)},"apiVersion":${JSON.stringify(object.apiVersion)},${formatItem(object).slice(1)}`;
}

/** The JSON text of a stored object in a list, where Kubernetes leaves kind and version out. */
export function formatItem(object: KubeObject): string {
  const known = texts.get(object);
  if (known !== undefined) return known;
  const { kind: _kind, apiVersion: _apiVersion, metadata, ...rest } = object;
  const text = JSON.stringify({ metadata, ...rest });
  if (Object.isFrozen(object)) texts.set(object, text);
  return text;
}

/** The answer to a call that failed: its own Status, or Kubernetes' 500. */
export function createErrorAnswer(error: unknown): Answer {
  const status = error instanceof StatusError ? error : internalError(error);
  const seconds = status.details?.retryAfterSeconds;
  return {
    ...createJsonAnswer(status.code, status.toStatus()),
    ...(seconds === undefined ? {} : { retryAfterSeconds: seconds }),
  };
}

function internalError(error: unknown): StatusError {
  const message = error instanceof Error ? error.message : String(error);
  const causes = [{ message }];
  return new StatusError(500, 'InternalError', `Internal error occurred: ${message}`, { causes });
}

const texts = new WeakMap<KubeObject, string>();
