// Applies the body of a patch call to a stored object.
import { applyPatch, type Operation, validate } from 'fast-json-patch';
import { z } from 'zod';
import { type KubeObject, StatusError } from '../../store';
import { badRequest } from '../../store/status-error';
import type { Call } from '../api-context';
import { parseBody } from '../request-body';
import { applyMergePatch } from './merge-patch';
import { applyStrategicMergePatch } from './strategic-merge-patch';

/** The object with the patch applied. Throws `StatusError` UnsupportedMediaType, BadRequest or Invalid. */
export function applyPatchBody(call: Call, object: KubeObject): unknown {
  const media = call.contentType.split(';')[0]?.trim() ?? '';
  const target = structuredClone(object) as unknown;
  switch (media) {
    case 'application/json-patch+json':
      return applyJsonPatch(target, parseBody(call, object.kind));
    case 'application/merge-patch+json':
      return applyMergePatch(target, readPatch(call, object.kind));
    case 'application/strategic-merge-patch+json':
      return applyStrategicMergePatch(target, readPatch(call, object.kind));
    case 'application/apply-patch+yaml':
      return applyStrategicMergePatch(target, readPatch({ ...call, contentType: 'application/yaml' }, object.kind));
    default:
      throw new StatusError(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {});
  }
}

const operationsSchema = z.array(z.looseObject({ op: z.string(), path: z.string() }));

function applyJsonPatch(target: unknown, body: unknown): unknown {
  const operations = operationsSchema.safeParse(body);
  if (!operations.success) throw badRequest('json: cannot unmarshal object into Go value of type jsonpatch.Patch');
  const patch = operations.data as unknown as Operation[];
  if (validate(patch, target)) throw rejected();
  try {
    return applyPatch(target, patch).newDocument;
  } catch {
    // A test failed; Kubernetes reports no more either.
    throw rejected();
  }
}

function readPatch(call: Call, kind: string): Readonly<Record<string, unknown>> {
  const parsed = z.record(z.string(), z.unknown()).safeParse(parseBody(call, kind));
  if (!parsed.success) throw badRequest('error decoding patch: expected a JSON object');
  return parsed.data;
}

function rejected(): StatusError {
  return new StatusError(422, 'Invalid', 'the server rejected our request due to an error in our request', {});
}
