// What a request is about, read from its method and URL as the API server's RequestInfo does.

/** Verbs as RBAC names them. */
export type Verb = 'get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'delete' | 'deletecollection';

/** A call on a resource of an API group. */
export interface ResourceRequest {
  readonly kind: 'resource';
  readonly verb: Verb;
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly namespace?: string;
  readonly resource: string;
  readonly subresource?: string;
  /** Empty for collections. */
  readonly name: string;
  readonly query: URLSearchParams;
}

/** A call on anything else: discovery, health, version. */
export interface PathRequest {
  readonly kind: 'path';
  /** Lower-case HTTP method, which is the verb of non-resource rules. */
  readonly verb: string;
  readonly path: string;
  readonly query: URLSearchParams;
}

export type RequestInfo = ResourceRequest | PathRequest;

/** Reads `/api/VERSION/…` and `/apis/GROUP/VERSION/…` as resources, everything else as a path. */
export function parseRequest(method: string, url: string): RequestInfo {
  const { pathname, searchParams: query } = new URL(url, 'https://api');
  const path = decodeURIComponent(pathname);
  const segments = path.split('/').filter((segment) => segment !== '');
  const target = readTarget(segments);
  if (!target) return { kind: 'path', verb: method.toLowerCase(), path, query };
  const { watched, ...rest } = target;
  return {
    kind: 'resource',
    ...rest,
    verb: getVerb(method, rest.name !== '', watched || isTrue(query.get('watch'))),
    query,
  };
}

type Target = Omit<ResourceRequest, 'kind' | 'verb' | 'query'> & { readonly watched: boolean };

function readTarget(segments: readonly string[]): Target | undefined {
  const [root, ...rest] = segments;
  const [group, version] = root === 'apis' ? rest : ['', rest[0]];
  const tail = rest.slice(root === 'apis' ? 2 : 1);
  if ((root !== 'api' && root !== 'apis') || group === undefined || version === undefined) return undefined;
  const watched = tail[0] === 'watch';
  const parts = watched ? tail.slice(1) : tail;
  if (parts[0] === undefined) return undefined;
  return { group, version, watched, ...readResource(parts) };
}

function readResource(parts: readonly string[]): Pick<Target, 'namespace' | 'resource' | 'name' | 'subresource'> {
  const [first = '', second, third] = parts;
  const ofNamespaceItself = third === undefined || namespaceSubresources.includes(third);
  if (first === 'namespaces' && second !== undefined) {
    if (!ofNamespaceItself) return { namespace: second, ...readName(parts.slice(2)) };
    return { namespace: second, ...readName(parts) };
  }
  return readName(parts);
}

function readName([resource = '', name = '', ...subresource]: readonly string[]): Pick<
  Target,
  'resource' | 'name' | 'subresource'
> {
  return { resource, name, ...(subresource.length > 0 ? { subresource: subresource.join('/') } : {}) };
}

function getVerb(method: string, hasName: boolean, watched: boolean): Verb {
  switch (method) {
    case 'POST':
      return 'create';
    case 'PUT':
      return 'update';
    case 'PATCH':
      return 'patch';
    case 'DELETE':
      return hasName ? 'delete' : 'deletecollection';
    default:
      if (watched) return 'watch';
      return hasName ? 'get' : 'list';
  }
}

const namespaceSubresources = ['status', 'finalize'];

/** Whether a parameter of a call is set, in either of the two forms that Kubernetes takes. */
export function isTrue(value: string | null): boolean {
  return value === 'true' || value === '1';
}
