// What the API server does with any request: who may call, what it reads, what it does not know.
import type { Scenario } from '../scenario';

export const protocolScenarios: readonly Scenario[] = [
  {
    name: 'requests without valid credentials',
    run: async (api) => {
      await api.call('GET', `${api.core}/pods`, undefined, { token: 'not-a-token' });
      await api.call('POST', `${api.core}/pods`, { metadata: { name: 'a' } }, { token: 'not-a-token' });
    },
  },
  {
    name: 'paths and methods that do not exist',
    run: async (api) => {
      await api.call('GET', '/api/v1/nonsense');
      await api.call('GET', '/apis/nonsense/v1/things');
      await api.call('GET', `${api.core}/nonsense`);
      await api.call('GET', `${api.core}/pods/a/nonsense`);
      await api.call('PUT', `${api.core}/pods`, { metadata: { name: 'a' } });
      await api.call('POST', `${api.core}/pods/a`, {});
      await api.call('DELETE', '/api/v1/namespaces');
    },
  },
  {
    name: 'bodies that cannot be read',
    run: async (api) => {
      await api.call('POST', `${api.core}/services`, '{"metadata": ');
      await api.call('POST', `${api.core}/services`, '[]');
      await api.call('POST', `${api.core}/services`, '"text"');
      await api.call('POST', `${api.core}/services`, '');
      await api.call('POST', `${api.core}/services`, '{}', { contentType: 'text/html' });
      await api.call('POST', `${api.core}/services`, { kind: 'Pod', apiVersion: 'v1', metadata: { name: 'a' } });
      await api.call('POST', `${api.core}/services`, { apiVersion: 'v2', kind: 'Service', metadata: { name: 'a' } });
      await api.call('POST', `${api.core}/services`, { metadata: { name: 'a', namespace: 'elsewhere' } });
      await api.call('POST', `${api.core}/services`, { metadata: { name: 7 } });
      await api.call('POST', `${api.core}/pods`, { metadata: { name: 'a' }, spec: { containers: 'none' } });
      await api.call('POST', `${api.core}/services`, 'metadata: {name: from-yaml}\nspec: {ports: [{port: 80}]}', {
        contentType: 'application/yaml',
      });
    },
  },
  {
    name: 'discovery of resources',
    run: async (api) => {
      await api.call('GET', '/api', undefined, { recorded: false });
      for (const [path, names] of discovered) {
        const { body } = await api.call('GET', path, undefined, { recorded: false });
        // Discovery answers with a list of resources.
        const { resources, ...list } = body as { resources: { name: string; storageVersionHash?: string }[] };
        const known = resources.filter((resource) => names.includes(resource.name));
        const shown = known.map(({ storageVersionHash: _, ...resource }) => resource);
        api.note(`discover ${path}`, {
          ...list,
          resources: shown.toSorted((left, right) => (left.name < right.name ? -1 : 1)),
        });
      }
    },
  },
];

const discovered: readonly (readonly [string, readonly string[]])[] = [
  [
    '/api/v1',
    [
      'pods',
      'pods/log',
      'pods/status',
      'services',
      'endpoints',
      'events',
      'namespaces',
      'resourcequotas',
      'nodes',
      'serviceaccounts',
    ],
  ],
  ['/apis/batch/v1', ['jobs', 'jobs/status']],
  ['/apis/apps/v1', ['deployments', 'deployments/scale', 'replicasets']],
  ['/apis/authorization.k8s.io/v1', ['selfsubjectaccessreviews']],
];
