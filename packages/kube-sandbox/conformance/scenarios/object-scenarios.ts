// Creating, reading, changing and deleting single objects: defaults, conflicts, patches of each kind, generated names.

import type { AnyObject } from '../recorded-watch';
import type { Scenario } from '../scenario';
import { createJob, createPod, createService } from '../scenario-objects';

const merge = 'application/merge-patch+json';
const json = 'application/json-patch+json';
const strategic = 'application/strategic-merge-patch+json';

export const objectScenarios: readonly Scenario[] = [
  {
    name: 'life of a service',
    run: async (api) => {
      const services = `${api.core}/services`;
      await api.call('POST', services, createService('a'));
      await api.call('POST', services, createService('a'));
      await api.call('GET', `${services}/a`);
      await api.call('PUT', `${services}/missing`, createService('missing'));
      await api.call('DELETE', `${services}/a`);
      await api.call('GET', `${services}/a`);
      await api.call('DELETE', `${services}/a`);
      await api.call('PATCH', `${services}/a`, { metadata: {} }, { contentType: merge });
    },
  },
  {
    name: 'defaults of a NodePort service',
    run: async (api) => {
      await api.call('POST', `${api.core}/services`, createService('a', { type: 'NodePort' }));
      await api.call('POST', `${api.core}/services`, createService('headless', { clusterIP: 'None' }));
      await api.call('GET', `${api.core}/services`);
    },
  },
  {
    name: 'defaults of a pod that never starts',
    run: async (api) => {
      const spec = { nodeSelector: { nowhere: 'to-be-found' } };
      await api.call('POST', `${api.core}/pods`, createPod('a', api.image, ['stay'], spec));
      const isJudged = (pod: AnyObject) => pod.status?.conditions !== undefined;
      await api.eventually<AnyObject>(`${api.core}/pods/a`, isJudged, { recorded: false });
      await api.call('DELETE', `${api.core}/pods/a`);
      await api.eventually(`${api.core}/pods/a`, (_, status) => status === 404);
    },
  },
  {
    name: 'defaults of a suspended job',
    run: async (api) => {
      await api.call(
        'POST',
        `${api.batch}/jobs`,
        createJob('a', api.image, ['stay'], { parallelism: 0, ttlSecondsAfterFinished: 120 }),
      );
      await api.call('POST', `${api.batch}/jobs`, createJob('a', api.image, ['stay']));
      await api.call('DELETE', `${api.batch}/jobs/a?propagationPolicy=Background`);
    },
  },
  {
    name: 'conflicts of versions',
    run: async (api) => {
      const services = `${api.core}/services`;
      const { body } = await api.call('POST', services, createService('a'), { recorded: false });
      const service = body as { metadata: Record<string, unknown> };
      await api.call('PUT', `${services}/a`, { ...service, metadata: { ...service.metadata, labels: { round: '1' } } });
      await api.call('PUT', `${services}/a`, { ...service, metadata: { ...service.metadata, labels: { round: '2' } } });
      await api.call(
        'PATCH',
        `${services}/a`,
        { metadata: { resourceVersion: '1', labels: { round: '3' } } },
        { contentType: merge },
      );
      await api.call('DELETE', `${services}/a`, { preconditions: { uid: '11111111-2222-3333-4444-555555555555' } });
      await api.call('DELETE', `${services}/a`, { preconditions: { resourceVersion: '1' } });
      await api.call('PUT', `${services}/a`, { ...service, metadata: { ...service.metadata, name: 'b' } });
      await api.call('PUT', `${services}/a`, {
        ...service,
        metadata: { ...service.metadata, resourceVersion: '' },
      });
    },
  },
  {
    name: 'patches of each kind',
    run: async (api) => {
      const services = `${api.core}/services`;
      const one = `${services}/a`;
      await api.call('POST', services, createService('a'), { recorded: false });
      await api.call('PATCH', one, { metadata: { labels: { x: '1', y: '2' } } }, { contentType: merge });
      await api.call('PATCH', one, { metadata: { labels: { x: null } } }, { contentType: merge });
      await api.call('PATCH', one, [{ op: 'add', path: '/metadata/labels/z', value: '3' }], { contentType: json });
      await api.call('PATCH', one, [{ op: 'test', path: '/metadata/labels/z', value: 'other' }], { contentType: json });
      await api.call('PATCH', one, [{ op: 'remove', path: '/metadata/labels/none' }], { contentType: json });
      await api.call(
        'PATCH',
        one,
        { spec: { ports: [{ port: 12302, name: 'second', targetPort: 5001 }] } },
        { contentType: strategic },
      );
      await api.call(
        'PATCH',
        one,
        {
          spec: {
            ports: [
              { port: 12301, name: 'first' },
              { port: 12302, name: 'second', targetPort: 5001 },
            ],
          },
        },
        { contentType: strategic },
      );
      await api.call('PATCH', one, { spec: { ports: [{ port: 99 }] } }, { contentType: merge });
      await api.call('PATCH', one, { spec: { ports: [] } }, { contentType: merge });
      await api.call('PATCH', one, '{"metadata": ', { contentType: merge });
      await api.call('PATCH', one, {}, { contentType: 'application/json' });
    },
  },
  {
    name: 'generated names',
    run: async (api) => {
      const generated = { metadata: { generateName: 'made-' }, spec: { ports: [{ port: 80 }] } };
      const first = await api.call('POST', `${api.core}/services`, generated);
      const second = await api.call('POST', `${api.core}/services`, generated);
      const names = [first, second].map(({ body }) => (body as { metadata: { name: string } }).metadata.name);
      api.note(
        'names',
        names.map((name) => /^made-[bcdfghjklmnpqrstvwxz2456789]{5}$/.test(name)),
      );
      await api.call('POST', `${api.core}/services`, { metadata: {}, spec: { ports: [{ port: 80 }] } });
    },
  },
  {
    name: 'fields that may not change',
    run: async (api) => {
      const { core, batch, image } = api;
      await api.call('POST', `${core}/pods`, createPod('a', image, ['stay'], { nodeSelector: { nowhere: 'x' } }), {
        recorded: false,
      });
      await api.call('PATCH', `${core}/pods/a`, { spec: { restartPolicy: 'Always' } }, { contentType: merge });
      await api.call('POST', `${batch}/jobs`, createJob('a', image, ['stay'], { parallelism: 0 }), { recorded: false });
      await api.call('PATCH', `${batch}/jobs/a`, { spec: { completions: 5 } }, { contentType: merge });
      await api.call(
        'PATCH',
        `${batch}/jobs/a`,
        { spec: { template: { metadata: { labels: { new: 'one' } } } } },
        { contentType: merge },
      );
      await api.call('POST', `${core}/services`, createService('a'), { recorded: false });
      await api.call('PATCH', `${core}/services/a`, { spec: { clusterIP: '10.96.200.200' } }, { contentType: merge });
    },
  },
];
