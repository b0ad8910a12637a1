// Calls on paths that are no resources: health, version, discovery, the schema.
import type { Answer, ApiContext } from './api-context';
import { createDiscoveryDocuments } from './discovery';
import { createJsonAnswer } from './json-answers';
import { unknownResource } from './refusals';
import type { PathRequest } from './request-info';

/** Whether everybody may read a path, as the role system:public-info-viewer allows. */
export function isPublic(path: string): boolean {
  return path === '/version' || healthPaths.some((root) => path === root || path.startsWith(`${root}/`));
}

/** Answers a path. Throws `StatusError` NotFound. */
export function answerPath(context: ApiContext, { path, verb }: PathRequest): Answer {
  const trimmed = path.length > 1 ? path.replace(/\/$/, '') : path;
  if (verb !== 'get' && verb !== 'head') throw unknownResource();
  if (healthPaths.some((root) => trimmed === root || trimmed.startsWith(`${root}/`))) return createTextAnswer('ok');
  if (trimmed === '/version') return createJsonAnswer(200, versionInfo);
  if (trimmed === '/openapi/v2') return emptySchema;
  const documents = createDiscoveryDocuments(context.address, context.usage !== undefined);
  if (trimmed === '/')
    return createJsonAnswer(200, { paths: [...documents.keys(), ...healthPaths, '/openapi/v2', '/version'].sort() });
  const document = documents.get(trimmed);
  if (document) return createJsonAnswer(200, document);
  return { code: 404, text: '404 page not found\n', contentType: 'text/plain; charset=utf-8' };
}

const healthPaths = ['/healthz', '/livez', '/readyz'];

/** The version whose rules the sandbox follows. */
const versionInfo = {
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
const emptySchema: Answer = {
  code: 200,
  text: '',
  contentType: 'application/com.github.proto-openapi.spec.v2@v1.0+protobuf',
};

function createTextAnswer(text: string): Answer {
  return { code: 200, text, contentType: 'text/plain; charset=utf-8' };
}
