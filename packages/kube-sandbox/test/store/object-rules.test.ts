// Defaults, validation, allocation and quota, with the texts of a real API server.
import { test } from 'node:test';
import { expect } from 'chai';
import { createStore, type NewObject, type Store } from '../../src/store';

test('a Job gets the labels and the selector of its controller', () => {
  const job = createStoreWithNamespace().create('jobs', createJob({}));
  const labels = { app: 'x', 'controller-uid': job.metadata.uid, 'job-name': 'one' };
  expect(job.metadata.labels).to.deep.equal(labels);
  expect(job.spec?.template.metadata?.labels).to.deep.equal(labels);
  expect(job.spec?.selector).to.deep.equal({ matchLabels: { 'controller-uid': job.metadata.uid } });
  expect([job.spec?.parallelism, job.spec?.completions, job.spec?.backoffLimit]).to.deep.equal([1, 1, 6]);
});

test('a Job that requests more than its limit is refused', () => {
  const resources = { requests: { cpu: '2' }, limits: { cpu: '1' } };
  expect(() => createStoreWithNamespace().create('jobs', createJob({ resources }))).to.throw(
    'Job.batch "one" is invalid: spec.template.spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit',
  );
});

test('a Job whose pods always restart is refused', () => {
  const job = createJob({});
  const template = { spec: { containers: [{ name: 'c', image: 'x' }] } };
  expect(() => createStoreWithNamespace().create('jobs', { ...job, spec: { template } })).to.throw(
    'Job.batch "one" is invalid: spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"',
  );
});

test('a pod gets its defaults; requests follow limits', () => {
  const pod = createStoreWithNamespace().create('pods', createPod('one', { cpu: '0.5', memory: '1024Mi' }));
  const [container] = pod.spec?.containers ?? [];
  expect(container?.resources).to.deep.equal({
    limits: { cpu: '500m', memory: '1Gi' },
    requests: { cpu: '500m', memory: '1Gi' },
  });
  expect(container?.imagePullPolicy).to.equal('IfNotPresent');
  expect([pod.spec?.restartPolicy, pod.spec?.dnsPolicy, pod.spec?.serviceAccountName]).to.deep.equal([
    'Always',
    'ClusterFirst',
    'default',
  ]);
  expect(pod.status).to.deep.equal({ phase: 'Pending', qosClass: 'Guaranteed' });
});

test('a pod on a node is deleted with a grace period, another one immediately', () => {
  const store = createStoreWithNamespace();
  const seen: string[] = [];
  store.watch('pods', ({ type, object }) => seen.push(`${type} ${object.metadata.deletionGracePeriodSeconds}`));
  store.create('pods', createPod('waiting'));
  expect(store.delete('pods', 'team', 'waiting').metadata.deletionGracePeriodSeconds).to.equal(0);
  expect(store.find('pods', 'team', 'waiting')).to.equal(undefined);
  expect(seen).to.deep.equal(['ADDED undefined', 'MODIFIED 0', 'DELETED 0']);
  store.create('pods', createPod('running'));
  store.patch('pods', 'team', 'running', (draft) => {
    if (draft.spec) draft.spec.nodeName = 'worker-node';
  });
  expect(store.delete('pods', 'team', 'running').metadata.deletionGracePeriodSeconds).to.equal(30);
  expect(
    store.delete('pods', 'team', 'running', { gracePeriodSeconds: 5 }).metadata.deletionGracePeriodSeconds,
  ).to.equal(5);
  expect(store.find('pods', 'team', 'running')).to.not.equal(undefined);
  store.delete('pods', 'team', 'running', { gracePeriodSeconds: 0 });
  expect(store.find('pods', 'team', 'running')).to.equal(undefined);
});

test('a Job that is deleted without a propagation policy orphans its pods', () => {
  const store = createStoreWithNamespace();
  store.create('jobs', createJob({}));
  expect(store.delete('jobs', 'team', 'one').metadata.finalizers).to.deep.equal(['orphan']);
  const foreground = store.delete('jobs', 'team', 'one', { propagationPolicy: 'Foreground' });
  expect(foreground.metadata.finalizers).to.deep.equal(['foregroundDeletion']);
});

test('a node port belongs to one Service at a time', () => {
  const store = createStoreWithNamespace();
  const service = (name: string): NewObject<'services'> => ({
    metadata: { namespace: 'team', name },
    spec: { type: 'NodePort', ports: [{ port: 12301, nodePort: 30100 }] },
  });
  store.create('services', service('one'));
  expect(() => store.create('services', service('two'))).to.throw(
    'Service "two" is invalid: spec.ports[0].nodePort: Invalid value: 30100: provided port is already allocated',
  );
  store.delete('services', 'team', 'one');
  const { spec } = store.create('services', service('two'));
  expect(spec?.ports).to.deep.equal([{ port: 12301, targetPort: 12301, nodePort: 30100, protocol: 'TCP' }]);
  expect(spec?.clusterIP).to.match(/^10\.96\.\d+\.\d+$/);
});

test('node ports come from the range of the cluster', () => {
  const store = createStore({ nodePorts: { first: 39_999, last: 39_999 } });
  store.create('namespaces', { metadata: { name: 'team' } });
  const service = (name: string, nodePort?: number): NewObject<'services'> => ({
    metadata: { namespace: 'team', name },
    spec: { type: 'NodePort', ports: [{ port: 80, ...(nodePort === undefined ? {} : { nodePort }) }] },
  });
  expect(() => store.create('services', service('low', 30_000))).to.throw(
    'Service "low" is invalid: spec.ports[0].nodePort: Invalid value: 30000: provided port is not in the valid range. The range of valid ports is 39999-39999',
  );
  expect(store.create('services', service('one')).spec?.ports?.[0]?.nodePort).to.equal(39_999);
  expect(() => store.create('services', service('two'))).to.throw('failed to allocate a nodePort: range is full');
});

test('a Service on a loopback address is refused', () => {
  const spec = { externalIPs: ['127.0.0.1'], ports: [{ port: 1 }] };
  expect(() =>
    createStoreWithNamespace().create('services', { metadata: { namespace: 'team', name: 's' }, spec }),
  ).to.throw(
    'Service "s" is invalid: spec.externalIPs[0]: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8)',
  );
});

test('a quota refuses what exceeds it and reports what is used', () => {
  const store = createStoreWithNamespace();
  const hard = { 'count/pods': '1', 'limits.memory': '100Mi' };
  store.create('resourcequotas', { metadata: { namespace: 'team', name: 'q' }, spec: { hard } });
  expect(() => store.create('pods', createPod('one'))).to.throw(
    'pods "one" is forbidden: failed quota: q: must specify limits.memory',
  );
  store.create('pods', createPod('one', { memory: '64Mi' }));
  expect(store.get('resourcequotas', 'team', 'q').status?.used).to.deep.equal({
    'count/pods': '1',
    'limits.memory': '64Mi',
  });
  expect(() => store.create('pods', createPod('two', { memory: '64Mi' }))).to.throw(
    'pods "two" is forbidden: exceeded quota: q, requested: count/pods=1,limits.memory=64Mi, used: count/pods=1,limits.memory=64Mi, limited: count/pods=1,limits.memory=100Mi',
  );
  store.delete('pods', 'team', 'one');
  expect(store.get('resourcequotas', 'team', 'q').status?.used).to.deep.equal({
    'count/pods': '0',
    'limits.memory': '0',
  });
});

test('nothing is created in a namespace that is being removed', () => {
  const store = createStoreWithNamespace();
  expect(store.delete('namespaces', undefined, 'team').status?.phase).to.equal('Terminating');
  expect(() => store.create('pods', createPod('late'))).to.throw(
    'pods "late" is forbidden: unable to create new content in namespace team because it is being terminated',
  );
  store.patch('namespaces', undefined, 'team', (draft) => {
    draft.spec = { finalizers: [] };
  });
  expect(store.find('namespaces', undefined, 'team')).to.equal(undefined);
});

function createStoreWithNamespace(): Store {
  const store = createStore();
  store.create('namespaces', { metadata: { name: 'team' } });
  return store;
}

function createJob(container: { readonly resources?: object }): NewObject<'jobs'> {
  const containers = [{ name: 'c', image: 'x', ...container }];
  const template = { metadata: { labels: { app: 'x' } }, spec: { restartPolicy: 'Never', containers } };
  return { metadata: { namespace: 'team', name: 'one' }, spec: { template } };
}

function createPod(name: string, limits?: Readonly<Record<string, string>>): NewObject<'pods'> {
  const containers = [{ name: 'c', image: 'x:1', ...(limits ? { resources: { limits } } : {}) }];
  return { metadata: { namespace: 'team', name }, spec: { containers } };
}
