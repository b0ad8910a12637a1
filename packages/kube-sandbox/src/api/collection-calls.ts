// Calls on the objects of a resource: list and delete all.
import {
  type KubeObject,
  parseFieldSelector,
  parseLabelSelector,
  type ResourceDefinition,
  type Selection,
  StatusError,
} from '../store';
import { checkFields } from '../store/selectable-fields';
import { badRequest } from '../store/status-error';
import type { Answer, ApiContext, Call } from './api-context';
import { readDeleteOptions, readInteger, readVersion } from './call-options';
import { getScope } from './object-calls';
import { presentList } from './presentation';

/** Lists what the call selects, in parts when it has a limit. Throws `StatusError` BadRequest on selectors that cannot be read. */
export function listObjects(context: ApiContext, call: Call, definition: ResourceDefinition): Answer {
  const { query } = call.info;
  const version = String(context.store.resourceVersion);
  checkListVersion(query, context.store.resourceVersion);
  const objects = listSelected(context, call, definition);
  const limit = readInteger(query, 'limit') ?? 0;
  const token = query.get('continue');
  const start = token ? readContinue(token) : undefined;
  const rest = start ? objects.filter((object) => getSortKey(object) > start.start) : objects;
  const page = limit > 0 ? rest.slice(0, limit) : rest;
  const resourceVersion = start?.rv ?? version;
  const last = page.at(-1);
  if (!last || page.length === rest.length) return presentList(call, definition, page, { resourceVersion });
  const remaining =
    query.get('labelSelector') || query.get('fieldSelector') ? {} : { remainingItemCount: rest.length - page.length };
  const next = encodeContinue({ rv: resourceVersion, start: getSortKey(last) });
  return presentList(call, definition, page, { resourceVersion, continue: next, ...remaining });
}

/** Deletes what the call selects and answers what was deleted. */
export function deleteCollection(context: ApiContext, call: Call, definition: ResourceDefinition): Answer {
  const options = readDeleteOptions(call);
  const objects = listSelected(context, call, definition).map(({ metadata }) =>
    context.store.delete(definition.plural, getScope(definition, metadata.namespace), metadata.name, options),
  );
  return presentList(call, definition, objects, { resourceVersion: String(context.store.resourceVersion) });
}

/** What `labelSelector` and `fieldSelector` select; a watch of one object selects its name. Throws `StatusError` BadRequest. */
export function readSelection({ info }: Call, definition: ResourceDefinition): Selection {
  const fields = parseFieldSelector(info.query.get('fieldSelector') ?? '');
  checkFields(definition.plural, fields);
  const byName = info.name === '' ? [] : [{ key: 'metadata.name', operator: '=' as const, values: [info.name] }];
  return { labels: parseLabelSelector(info.query.get('labelSelector') ?? ''), fields: [...fields, ...byName] };
}

function listSelected({ store }: ApiContext, call: Call, definition: ResourceDefinition): readonly KubeObject[] {
  const namespace = getScope(definition, call.info.namespace);
  return store.list(definition.plural, namespace, readSelection(call, definition));
}

function checkListVersion(query: URLSearchParams, current: number): void {
  const requested = readVersion(query) ?? 0;
  if (requested <= current) return;
  const causes = [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }];
  const message = `Timeout: Too large resource version: ${requested}, current: ${current}`;
  throw new StatusError(504, 'Timeout', message, { causes, retryAfterSeconds: 1 });
}

interface Continue {
  readonly rv: string;
  readonly start: string;
}

function encodeContinue({ rv, start }: Continue): string {
  return Buffer.from(JSON.stringify({ v: 'meta.k8s.io/v1', rv: Number(rv), start: `${start}\u0000` })).toString(
    'base64url',
  );
}

function readContinue(token: string): Continue {
  const match = /"rv":(?<rv>\d+),"start":"(?<start>[^"\\]*)\\u0000"/.exec(
    Buffer.from(token, 'base64url').toString(),
  )?.groups;
  if (match?.rv === undefined || match.start === undefined) {
    throw badRequest('invalid continue token: continue key is not valid: it is not one that this server gave');
  }
  return { rv: match.rv, start: match.start };
}

function getSortKey({ metadata }: KubeObject): string {
  return metadata.namespace === undefined ? metadata.name : `${metadata.namespace}/${metadata.name}`;
}
