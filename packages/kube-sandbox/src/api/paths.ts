// Calls on paths that are no resources: health, version, discovery, the schema.
import type { Answer, ApiContext } from './context';
import { discoveryDocuments } from './discovery';
import { unknownResource } from './refusals';
import type { PathRequest } from './request-info';
import { json } from './responses';

/** Whether a path is answered to everybody, as the role system:public-info-viewer has it. */
export function isPublic(path: string): boolean {
  return path === '/version' || HEALTH.some((root) => path === root || path.startsWith(`${root}/`));
}

/** Answers a path. Throws `StatusError` NotFound. */
export function answerPath(context: ApiContext, { path, verb }: PathRequest): Answer {
  const trimmed = path.length > 1 ? path.replace(/\/$/, '') : path;
  if (verb !== 'get' && verb !== 'head') throw unknownResource();
  if (HEALTH.some((root) => trimmed === root || trimmed.startsWith(`${root}/`))) return plain('ok');
  if (trimmed === '/version') return json(200, VERSION);
  if (trimmed === '/openapi/v2') return EMPTY_SCHEMA;
  const documents = discoveryDocuments(context.address, context.usage !== undefined);
  if (trimmed === '/') return json(200, { paths: [...documents.keys(), ...HEALTH, '/openapi/v2', '/version'].sort() });
  const document = documents.get(trimmed);
  if (document) return json(200, document);
  return { code: 404, text: '404 page not found\n', contentType: 'text/plain; charset=utf-8' };
}

const HEALTH = ['/healthz', '/livez', '/readyz'];

/** The version whose rules the sandbox follows. */
const VERSION = {
  major: '1',
  minor: '20',
  gitVersion: 'v1.20.2+sandbox',
  gitCommit: '',
  gitTreeState: 'clean',
  buildDate: '1970-01-01T00:00:00Z',
  goVersion: '',
  compiler: 'node',
  platform: 'linux/amd64',
};

/** A schema document without definitions, in protocol buffers: kubectl then leaves validation to the server. */
const EMPTY_SCHEMA: Answer = {
  code: 200,
  text: '',
  contentType: 'application/com.github.proto-openapi.spec.v2@v1.0+protobuf',
};

function plain(text: string): Answer {
  return { code: 200, text, contentType: 'text/plain; charset=utf-8' };
}
