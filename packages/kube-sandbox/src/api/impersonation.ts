// Callers who act as another user, as with `kubectl --as`.
import type { IncomingHttpHeaders } from 'node:http';
import { listServiceAccountGroups, type UserInfo } from './authentication';
import type { Authorizer } from './authorization';

/** The user that a call is made as. Throws `StatusError` Forbidden unless the caller may impersonate that user. */
export function impersonate(caller: UserInfo, headers: IncomingHttpHeaders, authorizer: Authorizer): UserInfo {
  const name = readHeader(headers['impersonate-user']);
  if (name === undefined) return caller;
  const [, namespace] = /^system:serviceaccount:([^:]+):[^:]+$/.exec(name) ?? [];
  authorizer.check(caller, {
    kind: 'resource',
    verb: 'impersonate',
    group: '',
    resource: namespace === undefined ? 'users' : 'serviceaccounts',
    name,
    ...(namespace === undefined ? {} : { namespace }),
  });
  const group = readHeader(headers['impersonate-group']);
  const groups = namespace === undefined ? ['system:authenticated'] : listServiceAccountGroups(namespace);
  return { name, groups: group === undefined ? groups : [group, 'system:authenticated'] };
}

function readHeader(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
