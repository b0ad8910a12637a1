// Who may do what: ServiceAccounts with Roles, refusal texts, access reviews.

import type { Scenario, ScenarioApi } from '../scenario';
import { createJob } from '../scenario-objects';

export const accessScenarios: readonly Scenario[] = [
  {
    name: 'a service account with a role',
    run: async (api) => {
      const token = await requestToken(api, 'worker');
      const rbac = `/apis/rbac.authorization.k8s.io/v1/namespaces/${api.namespace}`;
      const as = { token };
      await api.call('GET', `${api.core}/pods`, undefined, as);
      await api.call('GET', `${api.core}/pods/a`, undefined, as);
      await api.call('GET', `${api.core}/pods/a/log`, undefined, as);
      await api.call('GET', `${api.core}/pods?watch=true`, undefined, as);
      await api.call('POST', `${api.batch}/jobs`, createJob('a', api.image, []), as);
      await api.call('DELETE', `${api.core}/services/a`, undefined, as);
      await api.call('DELETE', `${api.core}/services`, undefined, as);
      await api.call('PATCH', `${api.core}/services/a`, {}, { ...as, contentType: 'application/merge-patch+json' });
      await api.call('GET', '/api/v1/nodes', undefined, as);
      await api.call('GET', '/api/v1/namespaces/default/secrets', undefined, as);
      await api.call('GET', '/logs/x', undefined, as);
      const rules = [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] }];
      const subjects = [{ kind: 'ServiceAccount', name: 'worker', namespace: api.namespace }];
      await api.call('POST', `${rbac}/roles`, { metadata: { name: 'reader' }, rules });
      const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' };
      await api.call('POST', `${rbac}/rolebindings`, { metadata: { name: 'reader' }, roleRef, subjects });
      await waitUntilAllowed(api, token);
      await api.call('GET', `${api.core}/pods/a`, undefined, as);
      await api.call('DELETE', `${api.core}/pods/a`, undefined, as);
      for (const attributes of listReviews(api.namespace)) await review(api, attributes, token);
    },
  },
  {
    name: 'access reviews of an administrator',
    run: async (api) => {
      for (const attributes of listReviews(api.namespace)) await review(api, attributes);
      await api.call('POST', reviewPath, { spec: {} });
    },
  },
];

const reviewPath = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';

function listReviews(namespace: string): object[] {
  return [
    { namespace, verb: 'get', resource: 'pods' },
    { namespace, verb: 'get', resource: 'pods', subresource: 'log' },
    { namespace, verb: 'create', group: 'batch', resource: 'jobs' },
    { verb: 'list', resource: 'nodes' },
  ];
}

async function review(api: ScenarioApi, resourceAttributes: object, token?: string): Promise<void> {
  const body = { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview', spec: { resourceAttributes } };
  await api.call('POST', reviewPath, body, token === undefined ? {} : { token });
}

async function requestToken(api: ScenarioApi, name: string): Promise<string> {
  await api.call('POST', `${api.core}/serviceaccounts`, { metadata: { name } }, { recorded: false });
  const request = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} };
  const { body } = await api.call('POST', `${api.core}/serviceaccounts/${name}/token`, request, { recorded: false });
  return (body as { status: { token: string } }).status.token;
}

/** The authorizer learns of a binding a moment after it is stored. */
async function waitUntilAllowed(api: ScenarioApi, token: string): Promise<void> {
  const deadlineMs = performance.now() + 10_000;
  for (;;) {
    const { status } = await api.call('GET', `${api.core}/pods`, undefined, { token, recorded: false });
    if (status === 200) return;
    if (performance.now() > deadlineMs) throw new Error(`the role had no effect within 10 s: ${status}`);
  }
}
