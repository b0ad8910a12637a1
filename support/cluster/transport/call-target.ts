// The verb and the resource of a request to the Kubernetes API, as its own messages name them.

/** A call in the terms of RBAC: `list pods in namespace panda`. */
export interface CallTarget {
  /** get, list, watch, create, update, patch, delete, deletecollection; for other paths the HTTP method in lower case. */
  readonly verb: string;
  /** Plural with its API group, such as `pods` or `jobs.batch`; the path itself if it names no resource, such as `/version`. */
  readonly resource: string;
  readonly namespace?: string;
  readonly name?: string;
  /** Such as `log` or `status`. */
  readonly subresource?: string;
}

const verbsByMethod: Readonly<Record<string, string>> = { POST: 'create', PUT: 'update', PATCH: 'patch' };

/** Reads verb and resource from an HTTP method and an address of the Kubernetes API. */
export function toCallTarget(method: string, url: URL): CallTarget {
  const segments = url.pathname.split('/').filter(Boolean).map(decodeURIComponent);
  const root = segments[0] === 'api' ? 2 : segments[0] === 'apis' ? 3 : undefined;
  if (root === undefined || segments.length <= root) return { verb: method.toLowerCase(), resource: url.pathname };
  const group = segments[0] === 'apis' ? `.${segments[1]}` : '';
  const path = segments.slice(root);
  const namespaced = path[0] === 'namespaces' && path.length > 2;
  const [plural = '', name, ...rest] = namespaced ? path.slice(2) : path;
  const subresource = rest.join('/');
  return {
    verb: findVerb(method, url, name),
    resource: `${plural}${group}`,
    ...(namespaced && path[1] !== undefined ? { namespace: path[1] } : {}),
    ...(name === undefined ? {} : { name }),
    ...(subresource === '' ? {} : { subresource }),
  };
}

/** Such as `get pods/log grpc-job-12-1 in namespace panda`. */
export function describeCall(target: CallTarget): string {
  const resource = target.subresource === undefined ? target.resource : `${target.resource}/${target.subresource}`;
  const name = target.name === undefined ? '' : ` ${target.name}`;
  const namespace = target.namespace === undefined ? '' : ` in namespace ${target.namespace}`;
  return `${target.verb} ${resource}${name}${namespace}`;
}

function findVerb(method: string, url: URL, name: string | undefined): string {
  if (method === 'GET' && url.searchParams.get('watch') === 'true') return 'watch';
  if (method === 'GET') return name === undefined ? 'list' : 'get';
  if (method === 'DELETE') return name === undefined ? 'deletecollection' : 'delete';
  return verbsByMethod[method] ?? method.toLowerCase();
}
