// Surprising rules: defaults of deletions, namespaces that are being removed, probes, versions that do not exist yet.

import type { AnyObject } from '../recorded-watch';
import type { Scenario } from '../scenario';
import { createJob, createPod, createPodSpec, createService } from '../scenario-objects';
import { getPhase, listStates, readEvents, readList, waitUntilStaying } from './state-readers';

const isGone = (_: unknown, status: number) => status === 404;

export const edgeScenarios: readonly Scenario[] = [
  {
    name: 'deleting a job without a propagation policy',
    run: async (api) => {
      await api.call('POST', `${api.batch}/jobs`, createJob('a', api.image, ['stay']), { recorded: false });
      await waitUntilStaying(api);
      const { status } = await api.call('DELETE', `${api.batch}/jobs/a`, undefined, { recorded: false });
      await api.eventually(`${api.batch}/jobs/a`, isGone);
      const { items } = await readList(api, 'pods');
      const owners = items.map(({ metadata }) => Reflect.get(metadata, 'ownerReferences'));
      api.note('pods left', { status, count: items.length, owners });
    },
  },
  {
    name: 'deleting a pod at once',
    run: async (api) => {
      await api.call('POST', `${api.core}/pods`, createPod('a', api.image, ['stay']), { recorded: false });
      await waitUntilStaying(api);
      const { metadata } = await readList(api, 'pods');
      const watch = api.watch(`${api.core}/pods?resourceVersion=${metadata.resourceVersion}`);
      await api.call('DELETE', `${api.core}/pods/a?gracePeriodSeconds=0`, undefined, { recorded: false });
      await api.call('GET', `${api.core}/pods/a`);
      api.note('states', listStates(await watch.readUntil((frame) => frame.type === 'DELETED')));
      api.note('events', await readEvents(api, 'Started', 'Killing'));
    },
  },
  {
    name: 'a namespace that is being removed',
    run: async (api) => {
      const hold = { metadata: { name: 'hold', finalizers: ['example.com/hold'] } };
      await api.call('POST', `${api.core}/configmaps`, hold, { recorded: false });
      const { body } = await api.call('DELETE', `/api/v1/namespaces/${api.namespace}`, undefined, { recorded: false });
      api.note('phase', (body as AnyObject).status?.phase);
      await api.call('POST', `${api.core}/services`, createService('a'));
      await api.call('POST', `${api.batch}/jobs`, createJob('a', api.image, ['stay']));
      const free = { metadata: { finalizers: null } };
      await api.call('PATCH', `${api.core}/configmaps/hold`, free, {
        contentType: 'application/merge-patch+json',
        recorded: false,
      });
      await api.eventually(`/api/v1/namespaces/${api.namespace}`, isGone);
    },
  },
  {
    name: 'a pod that is ready when its probe succeeds',
    run: async (api) => {
      const readinessProbe = { tcpSocket: { port: 5000 }, periodSeconds: 1 };
      const spec = createPodSpec(api.image, ['serve', '5000'], { readinessProbe });
      const { metadata } = await readList(api, 'pods');
      const watch = api.watch(`${api.core}/pods?resourceVersion=${metadata.resourceVersion}`);
      await api.call('POST', `${api.core}/pods`, { metadata: { name: 'a' }, spec });
      const isReady = (object: AnyObject) => JSON.stringify(object.status).includes('"type":"Ready","status":"True"');
      const frames = await watch.readUntil((frame) => getPhase(frame) === 'Running' && isReady(frame.object));
      api.note('states', listStates(frames));
    },
  },
  {
    name: 'endpoints of a pod that is not ready',
    run: async (api) => {
      const readinessProbe = { tcpSocket: { port: 5999 }, periodSeconds: 1 };
      const container = { readinessProbe, ports: [{ name: 'grpc', containerPort: 5000 }] };
      const pod = {
        metadata: { name: 'a', labels: { app: 'a' } },
        spec: createPodSpec(api.image, ['serve', '5000'], container),
      };
      const ports = [{ name: 'stream', port: 12301, targetPort: 'grpc' }];
      await api.call('POST', `${api.core}/services`, createService('a', { ports }), { recorded: false });
      await api.call('POST', `${api.core}/pods`, pod, { recorded: false });
      const isListed = (endpoints: AnyObject) => JSON.stringify(endpoints).includes('notReadyAddresses');
      await api.eventually<AnyObject>(`${api.core}/endpoints/a`, isListed, {
        show: (endpoints) => Reflect.get(endpoints, 'subsets'),
      });
    },
  },
  {
    name: 'a version that is not there yet',
    run: async (api) => {
      await api.call('GET', `${api.core}/services?resourceVersion=999999999`);
    },
  },
];
