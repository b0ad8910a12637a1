// What controllers make of objects: endpoints, garbage, finalizers, deployments.

import type { AnyObject } from '../recorded-watch';
import type { Scenario } from '../scenario';
import { createJob, createPod, createPodSpec, createService } from '../scenario-objects';
import { type List, listStates, readList, waitUntilStaying } from './state-readers';

const isGone = (_: unknown, status: number) => status === 404;

export const controllerScenarios: readonly Scenario[] = [
  {
    name: 'endpoints of a service',
    run: async (api) => {
      await api.call('POST', `${api.core}/services`, createService('a'), { recorded: false });
      await api.eventually<AnyObject>(`${api.core}/endpoints/a`, (_, status) => status === 200);
      await api.call('POST', `${api.core}/pods`, createPod('a', api.image, ['serve', '5000']), { recorded: false });
      await api.call(
        'POST',
        `${api.core}/pods`,
        { ...createPod('b', api.image, ['serve', '5000']), metadata: { name: 'b', labels: { app: 'other' } } },
        { recorded: false },
      );
      await api.eventually<AnyObject>(`${api.core}/endpoints/a`, (body) =>
        JSON.stringify(body).includes('"addresses"'),
      );
      await api.call('DELETE', `${api.core}/pods/a`, undefined, { recorded: false });
      await api.eventually<AnyObject>(
        `${api.core}/endpoints/a`,
        (body) => !JSON.stringify(body).includes('"addresses"'),
      );
      await api.call('DELETE', `${api.core}/services/a`, undefined, { recorded: false });
      await api.eventually(`${api.core}/endpoints/a`, isGone);
    },
  },
  ...(['Background', 'Foreground', 'Orphan'] as const).map(createDeletionScenario),
  {
    name: 'a pod whose owner is not there',
    run: async (api) => {
      const owner = {
        apiVersion: 'batch/v1',
        kind: 'Job',
        name: 'ghost',
        uid: '11111111-2222-3333-4444-555555555555',
        controller: true,
      };
      const metadata = { name: 'a', ownerReferences: [owner] };
      await api.call('POST', `${api.core}/configmaps`, { metadata });
      await api.eventually(`${api.core}/configmaps/a`, isGone);
      await api.call('POST', `${api.core}/configmaps`, {
        metadata: { name: 'b', ownerReferences: [{ ...owner, uid: '' }] },
      });
    },
  },
  {
    name: 'finalizers',
    run: async (api) => {
      const path = `${api.core}/configmaps/a`;
      await api.call('POST', `${api.core}/configmaps`, { metadata: { name: 'a', finalizers: ['example.com/hold'] } });
      await api.call('DELETE', path);
      await api.call('GET', path);
      await api.call('DELETE', path);
      await api.call(
        'PATCH',
        path,
        { metadata: { finalizers: ['example.com/hold', 'example.com/more'] } },
        { contentType: 'application/merge-patch+json' },
      );
      await api.call(
        'PATCH',
        path,
        { metadata: { finalizers: null } },
        { contentType: 'application/merge-patch+json' },
      );
      await api.call('GET', path);
      await api.call('POST', `${api.core}/configmaps`, { metadata: { name: 'b', finalizers: ['bad finalizer!'] } });
    },
  },
  {
    name: 'a deployment',
    run: async (api) => {
      const template = {
        metadata: { labels: { app: 'a' } },
        spec: { ...createPodSpec(api.image, ['stay']), restartPolicy: 'Always' },
      };
      const body = {
        metadata: { name: 'a' },
        spec: { replicas: 1, selector: { matchLabels: { app: 'a' } }, template },
      };
      await api.call('POST', `${api.apps}/deployments`, body);
      await api.eventually<AnyObject>(
        `${api.apps}/deployments/a`,
        (deployment) =>
          deployment.status?.availableReplicas === 1 &&
          JSON.stringify(deployment.status).includes('NewReplicaSetAvailable'),
        { show: ({ status }) => ({ ...status, conditions: '…' }) },
      );
      const pods = await readList(api, 'pods');
      api.note(
        'pod',
        pods.items.map((pod) => ({
          names: /^a-[0-9a-z]+-[0-9a-z]{5}$/.test(pod.metadata.name ?? ''),
          labels: Object.keys(pod.metadata.labels ?? {}),
        })),
      );
      await waitUntilStaying(api);
      await api.call('DELETE', `${api.core}/pods/${pods.items[0]?.metadata.name}`, undefined, { recorded: false });
      await api.eventually<List>(
        `${api.core}/pods`,
        ({ items }) =>
          items.length === 1 &&
          items[0]?.metadata.uid !== pods.items[0]?.metadata.uid &&
          items[0]?.status?.phase === 'Running',
        { show: ({ items }) => items.length },
      );
      await api.call('DELETE', `${api.apps}/deployments/a`, undefined, { recorded: false });
      await api.eventually<List>(`${api.core}/pods`, ({ items }) => items.length === 0, {
        show: ({ items }) => items.length,
      });
    },
  },
];

function createDeletionScenario(propagationPolicy: 'Background' | 'Foreground' | 'Orphan'): Scenario {
  return {
    name: `deleting a job with propagation ${propagationPolicy}`,
    run: async (api) => {
      await api.call('POST', `${api.batch}/jobs`, createJob('a', api.image, ['stay']), { recorded: false });
      await waitUntilStaying(api);
      const { metadata } = await readList(api, 'pods');
      const watch = api.watch(`${api.core}/pods?resourceVersion=${metadata.resourceVersion}`);
      const deleted = await api.call('DELETE', `${api.batch}/jobs/a`, { propagationPolicy }, { recorded: false });
      const { kind, metadata: shown } = deleted.body as AnyObject & { metadata: { finalizers?: string[] } };
      api.note('delete', {
        status: deleted.status,
        kind,
        finalizers: shown.finalizers,
        deleting: shown.deletionTimestamp !== undefined,
      });
      await api.eventually(`${api.batch}/jobs/a`, isGone);
      if (propagationPolicy === 'Orphan') {
        api.note(
          'pods left',
          (await readList(api, 'pods')).items.map(({ metadata: { name: _, ...rest } }) => ({
            owners: (rest as { ownerReferences?: unknown }).ownerReferences,
          })),
        );
        return;
      }
      const frames = await watch.readUntil((frame) => frame.type === 'DELETED');
      api.note('states', listStates(frames));
    },
  };
}
