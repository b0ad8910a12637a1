// Objects that Kubernetes refuses, with its own reasons, causes and texts.

import type { Scenario, ScenarioApi } from '../scenario';
import { createJob, createPod, createPodSpec, createService } from '../scenario-objects';

export const refusalScenarios: readonly Scenario[] = [
  {
    name: 'invalid pods',
    run: async (api) => {
      const pods = `${api.core}/pods`;
      const withContainer = (container: object) => ({
        metadata: { name: 'a' },
        spec: createPodSpec(api.image, ['stay'], container),
      });
      await api.call('POST', pods, { metadata: { name: 'a' } });
      await api.call('POST', pods, { metadata: { name: 'a' }, spec: { containers: [] } });
      await api.call('POST', pods, { metadata: { name: 'Not_A_Name' }, spec: createPodSpec(api.image, []) });
      await api.call('POST', pods, {
        metadata: { name: 'a', labels: { 'bad key!': 'x' } },
        spec: createPodSpec(api.image, []),
      });
      await api.call('POST', pods, {
        metadata: { name: 'a', labels: { key: 'bad value!' } },
        spec: createPodSpec(api.image, []),
      });
      await api.call('POST', pods, withContainer({ name: '' }));
      await api.call('POST', pods, withContainer({ name: 'Bad_Name' }));
      await api.call('POST', pods, withContainer({ image: '' }));
      await api.call('POST', pods, withContainer({ imagePullPolicy: 'Sometimes' }));
      await api.call('POST', pods, withContainer({ ports: [{ containerPort: 70000 }] }));
      await api.call('POST', pods, withContainer({ resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } }));
      await api.call('POST', pods, withContainer({ resources: { limits: { memory: '-1' } } }));
      await api.call('POST', pods, withContainer({ resources: { limits: { memory: 'much' } } }));
      await api.call('POST', pods, withContainer({ resources: { requests: { 'nvidia.com/gpu.shared': '1' } } }));
      await api.call('POST', pods, withContainer({ resources: { limits: { 'nvidia.com/gpu.shared': '500m' } } }));
      await api.call('POST', pods, withContainer({ env: [{ name: '1=2' }] }));
      await api.call('POST', pods, createPod('a', api.image, [], { restartPolicy: 'Perhaps' }));
      await api.call('POST', pods, createPod('a', api.image, [], { serviceAccountName: 'nobody' }));
      const twice = createPodSpec(api.image, ['stay']) as { containers: object[] };
      await api.call('POST', pods, {
        metadata: { name: 'a' },
        spec: { ...twice, containers: [...twice.containers, ...twice.containers] },
      });
    },
  },
  {
    name: 'invalid services',
    run: async (api) => {
      const services = `${api.core}/services`;
      for (const spec of invalidServiceSpecs) await api.call('POST', services, createService('a', spec));
      await api.call('POST', services, { ...createService('a'), metadata: { name: '1-begins-with-a-digit' } });
    },
  },
  {
    name: 'invalid jobs',
    run: async (api) => {
      const jobs = `${api.batch}/jobs`;
      await api.call('POST', jobs, { metadata: { name: 'a' } });
      await api.call('POST', jobs, { metadata: { name: 'a' }, spec: { template: { spec: { containers: [] } } } });
      await api.call('POST', jobs, {
        metadata: { name: 'a' },
        spec: { template: { spec: { ...createPodSpec(api.image, []), restartPolicy: 'Always' } } },
      });
      await api.call('POST', jobs, createJob('a', api.image, [], { backoffLimit: -1 }));
      await api.call('POST', jobs, createJob('a', api.image, [], { ttlSecondsAfterFinished: -5 }));
      await api.call('POST', jobs, createJob('a', api.image, [], { parallelism: -1, completions: -1 }));
      await api.call('POST', jobs, createJob('a', api.image, [], { selector: { matchLabels: { own: 'choice' } } }));
      await api.call('POST', jobs, createJob('J'.repeat(70), api.image, []));
    },
  },
  {
    name: 'other invalid objects',
    run: async (api) => {
      await api.call('POST', '/api/v1/namespaces', { metadata: { name: 'Not_A_Name' } });
      await api.call('POST', '/api/v1/namespaces', { metadata: { name: 'default' } });
      await api.call('POST', '/api/v1/namespaces/no-such-namespace/pods', createPod('a', api.image, []));
      await api.call('POST', `${api.core}/configmaps`, { metadata: { name: 'a' }, data: { 'bad key!': 'x' } });
      await api.call('POST', `${api.core}/resourcequotas`, {
        metadata: { name: 'a' },
        spec: { hard: { nonsense: '1' } },
      });
      await api.call('POST', `${api.apps}/deployments`, { metadata: { name: 'a' }, spec: {} });
    },
  },
  {
    name: 'a node port that is taken',
    run: async (api) => {
      const services = `${api.core}/services`;
      const nodePort = await takeNodePort(api);
      const ports = [{ port: 12301, targetPort: 5000, nodePort }];
      const taken = await api.call('POST', services, createService('b', { type: 'NodePort', ports }), {
        recorded: false,
      });
      api.note(
        'create with the same nodePort',
        JSON.parse(JSON.stringify(taken).replaceAll(String(nodePort), '31000')),
      );
      await api.call('POST', services, createService('c', { type: 'NodePort', ports: [{ port: 80, nodePort: 80 }] }));
      await api.call('DELETE', `${services}/a`);
      const again = await api.call('POST', services, createService('b', { type: 'NodePort', ports }), {
        recorded: false,
      });
      api.note('create after the first is gone', again.status);
    },
  },
  {
    name: 'quotas',
    run: async (api) => {
      const hard = {
        'count/jobs.batch': '1',
        services: '1',
        'services.nodeports': '0',
        pods: '1',
        'requests.cpu': '1',
        'limits.memory': '1Gi',
      };
      await api.call('POST', `${api.core}/resourcequotas`, { metadata: { name: 'small' }, spec: { hard } });
      await api.eventually<{ status?: { hard?: object; used?: object } }>(
        `${api.core}/resourcequotas/small`,
        (body) => body.status?.used !== undefined,
      );
      await api.call('POST', `${api.core}/services`, createService('port', { type: 'NodePort' }));
      await api.call('POST', `${api.core}/services`, createService('a'), { recorded: false });
      await api.call('POST', `${api.core}/services`, createService('b'));
      await api.call('POST', `${api.batch}/jobs`, createJob('a', api.image, ['stay'], { parallelism: 0 }), {
        recorded: false,
      });
      await api.call('POST', `${api.batch}/jobs`, createJob('b', api.image, ['stay'], { parallelism: 0 }));
      await api.call('POST', `${api.core}/pods`, createPod('a', api.image, ['stay']));
      const sized = (cpu: string) => ({
        metadata: { name: 'a' },
        spec: createPodSpec(api.image, ['stay'], {
          resources: { requests: { cpu, memory: '1Mi' }, limits: { cpu, memory: '64Mi' } },
        }),
      });
      await api.call('POST', `${api.core}/pods`, sized('1100m'));
      const { status } = await api.call('POST', `${api.core}/pods`, sized('100m'), { recorded: false });
      api.note('a pod within the quota', status);
      await api.call('POST', `${api.core}/pods`, { ...sized('100m'), metadata: { name: 'b' } });
    },
  },
  {
    name: 'a job whose pod the quota refuses',
    run: async (api) => {
      await api.call(
        'POST',
        `${api.core}/resourcequotas`,
        { metadata: { name: 'none' }, spec: { hard: { pods: '0' } } },
        { recorded: false },
      );
      await api.eventually<{ status?: { used?: object } }>(
        `${api.core}/resourcequotas/none`,
        (body) => body.status?.used !== undefined,
        { recorded: false },
      );
      await api.call('POST', `${api.batch}/jobs`, createJob('a', api.image, ['stay']), { recorded: false });
      await api.eventually<{ items: { reason: string; type: string; message: string; involvedObject: object }[] }>(
        `${api.core}/events`,
        (list) => list.items.length > 0,
        {
          show: ({ items }) =>
            items.slice(0, 1).map(({ reason, type, message, involvedObject }) => ({
              reason,
              type,
              message: message.replace(/a-[a-z0-9]{5}/, 'a-<random>'),
              involvedObject,
            })),
        },
      );
    },
  },
];

const invalidServiceSpecs: readonly object[] = [
  { ports: [] },
  { ports: [{ port: 0 }] },
  { ports: [{ port: 70000 }] },
  { ports: [{ port: 80, targetPort: 0 }] },
  { ports: [{ port: 80, targetPort: 'not a port name' }] },
  { ports: [{ port: 80, nodePort: 31000 }] },
  { ports: [{ port: 80 }, { port: 81 }] },
  {
    ports: [
      { port: 80, name: 'x' },
      { port: 81, name: 'x' },
    ],
  },
  {
    ports: [
      { port: 80, name: 'x' },
      { port: 80, name: 'y' },
    ],
  },
  { ports: [{ port: 80, protocol: 'ICMP' }] },
  { type: 'Imaginary' },
  { clusterIP: 'not-an-address' },
  { externalIPs: ['127.0.0.1'] },
  { selector: { 'bad key!': 'x' } },
  { sessionAffinity: 'Sometimes' },
];

async function takeNodePort(api: ScenarioApi): Promise<number> {
  const { body } = await api.call('POST', `${api.core}/services`, createService('a', { type: 'NodePort' }), {
    recorded: false,
  });
  return (body as { spec: { ports: { nodePort: number }[] } }).spec.ports[0]?.nodePort ?? 0;
}
