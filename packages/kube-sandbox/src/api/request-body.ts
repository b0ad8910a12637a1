// Reads the body of a request: JSON or YAML, of the kind that the address names.
import { parse as parseYaml } from 'yaml';
import { formatApiVersion, type NewObject, type ResourceDefinition, StatusError } from '../store';
import { badRequest } from '../store/status-error';
import type { Call } from './api-context';
import { readShape } from './shapes/object-shapes';

/** An object to be created or to replace one. Throws `StatusError` UnsupportedMediaType or BadRequest. */
export function readObject(call: Call, definition: ResourceDefinition): NewObject {
  const value = parseBody(call, definition.kind);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw unrecognized(definition.kind, value === undefined ? 'unexpected end of JSON input' : 'it is no JSON object');
  }
  return parseObject(value, call, definition);
}

/** The same for a value that a patch has made of a stored object. */
export function parseObject(value: unknown, call: Call, definition: ResourceDefinition): NewObject {
  const object = readShape(value, definition);
  const version = formatApiVersion(definition);
  const { kind = definition.kind, apiVersion = version, metadata } = object;
  if (kind !== definition.kind || apiVersion !== version) {
    const source = `${kind} in version ${JSON.stringify(apiVersion)}`;
    throw badRequest(
      `${source} cannot be handled as a ${definition.kind}: expected apiVersion ${version} and kind ${definition.kind}`,
    );
  }
  const { namespace, name } = call.info;
  if (definition.namespaced && metadata.namespace && metadata.namespace !== namespace) {
    const why = `the namespace of the object (${metadata.namespace}) does not match the namespace on the request (${namespace})`;
    throw badRequest(call.info.verb === 'patch' ? why : namespaceMismatch);
  }
  if (name !== '' && metadata.name !== name) {
    const why = `the name of the object (${metadata.name}) does not match the name on the URL (${name})`;
    throw badRequest(metadata.name ? why : 'name must be provided');
  }
  const inNamespace = definition.namespaced && namespace ? { namespace } : {};
  return { ...object, metadata: { ...metadata, ...inNamespace } } as NewObject;
}

/** Any body; an empty one is undefined. `kind` is the expected kind, for the error's text. */
export function parseBody({ body, contentType }: Call, kind: string): unknown {
  if (body.length === 0) return undefined;
  const media = contentType.split(';')[0]?.trim() ?? '';
  const text = body.toString('utf8');
  try {
    if (media === 'application/yaml') return parseYaml(text);
    if (media === '' || media.endsWith('json')) return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw unrecognized(kind, why);
  }
  throw new StatusError(
    415,
    'UnsupportedMediaType',
    'the body of the request was in an unknown format - accepted media types include: application/json, application/yaml',
  );
}

function unrecognized(kind: string, why: string): StatusError {
  return badRequest(
    `the object provided is unrecognized (must be of type ${kind}): couldn't get version/kind; json parse error: ${why}`,
  );
}

const namespaceMismatch = 'the namespace of the provided object does not match the namespace sent on the request';
