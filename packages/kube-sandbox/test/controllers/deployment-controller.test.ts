// How Deployments are rolled out, scaled and kept up.
import { test } from 'node:test';
import { expect } from 'chai';
import { readLimits, scaleNewSet, scaleOldSets } from '../../src/controllers/apps/rollout-limits';
import type { NewObject, Stored } from '../../src/store';
import { startSmallCluster, waits, waitUntil, waitUntilAll } from '../small-cluster';

test('a Deployment becomes available over its ReplicaSet', async (context) => {
  const { store, messages } = startSmallCluster(context);
  store.create('deployments', createDeployment('web', 2));
  const deployment = await waitUntil(store, ['deployments', 'web'], ({ status }) => isComplete(status, 2));
  const [set] = store.list('replicasets', 'team');
  expect(set?.metadata.name).to.match(/^web-[bcdfghjklmnpqrstvwxz2456789]{10}$/);
  expect(set?.metadata.ownerReferences?.[0]?.name).to.equal('web');
  expect(messages('web', 'ScalingReplicaSet')).to.deep.equal([`Scaled up replica set ${set?.metadata.name} to 2`]);
  expect(messages(set?.metadata.name ?? '', 'SuccessfulCreate').length).to.equal(2);
  const conditions = deployment.status?.conditions?.map(({ type, status, reason }) => `${type}=${status} ${reason}`);
  expect(conditions).to.deep.equal([
    'Available=True MinimumReplicasAvailable',
    'Progressing=True NewReplicaSetAvailable',
  ]);
  expect(deployment.metadata.annotations?.['deployment.kubernetes.io/revision']).to.equal('1');
  for (const pod of store.list('pods', 'team')) {
    expect(pod.metadata.name.startsWith(`${set?.metadata.name}-`)).to.equal(true);
    expect(Object.keys(pod.metadata.labels ?? {}).sort()).to.deep.equal(['app', 'pod-template-hash']);
  }
});

test('a pod that is deleted is replaced', async (context) => {
  const { store } = startSmallCluster(context);
  store.create('deployments', createDeployment('web', 1));
  const [first] = await waitUntilAll(store, 'pods', (pods) => pods[0]?.status?.phase === 'Running');
  const { name = '', uid } = first?.metadata ?? {};
  store.delete('pods', 'team', name);
  const pods = await waitUntilAll(
    store,
    'pods',
    (found) => found.length === 1 && found[0]?.metadata.uid !== uid && found[0]?.status?.phase === 'Running',
  );
  expect(pods[0]?.metadata.name).to.not.equal(name);
});

test('a Deployment is scaled down and up', async (context) => {
  const { store } = startSmallCluster(context);
  store.create('deployments', createDeployment('web', 3));
  await waitUntil(store, ['deployments', 'web'], ({ status }) => isComplete(status, 3));
  const scale = (replicas: number): unknown =>
    store.patch('deployments', 'team', 'web', ({ spec }) => {
      if (spec) spec.replicas = replicas;
    });
  scale(1);
  await waitUntilAll(store, 'pods', (pods) => pods.length === 1);
  scale(2);
  await waitUntil(store, ['deployments', 'web'], ({ status }) => isComplete(status, 2));
});

test('a changed template is rolled out over a second ReplicaSet', async (context) => {
  const { store } = startSmallCluster(context, { programs: { waits, other: waits } });
  store.create('deployments', createDeployment('web', 2));
  await waitUntil(store, ['deployments', 'web'], ({ status }) => isComplete(status, 2));
  store.patch('deployments', 'team', 'web', ({ spec, metadata }) => {
    const [container] = spec?.template.spec?.containers ?? [];
    if (container) container.image = 'other';
    metadata.generation = 2;
  });
  await waitUntil(
    store,
    ['deployments', 'web'],
    ({ status }) => status?.observedGeneration === 2 && isComplete(status, 2),
  );
  const pods = await waitUntilAll(store, 'pods', (found) => found.length === 2);
  expect(pods.map(({ spec }) => spec?.containers[0]?.image)).to.deep.equal(['other', 'other']);
  const sets = store.list('replicasets', 'team').map(({ metadata, spec }) => ({
    revision: metadata.annotations?.['deployment.kubernetes.io/revision'],
    replicas: spec?.replicas,
  }));
  expect(sets.sort((one, other) => Number(one.revision) - Number(other.revision))).to.deep.equal([
    { revision: '1', replicas: 0 },
    { revision: '2', replicas: 2 },
  ]);
});

test('a rollout keeps within its surge and unavailability', () => {
  const limits = readLimits(createDeployment('web', 4) as Stored<'deployments'>);
  expect(limits).to.deep.equal({ replicas: 4, recreate: false, maxSurge: 1, maxUnavailable: 1 });
  const old = { name: 'old', replicas: 4, available: 4 };
  const fresh = { name: 'new', replicas: 0, available: 0 };
  expect(scaleNewSet(limits, fresh, [old])).to.equal(1);
  expect(scaleOldSets(limits, { ...fresh, replicas: 1 }, [old])).to.deep.equal(new Map([['old', 3]]));
  expect(scaleOldSets(limits, { ...fresh, replicas: 1 }, [{ ...old, replicas: 3, available: 3 }])).to.deep.equal(
    new Map([['old', 3]]),
  );
  expect(
    scaleOldSets(limits, { ...fresh, replicas: 2, available: 2 }, [{ ...old, replicas: 3, available: 3 }]),
  ).to.deep.equal(new Map([['old', 1]]));
});

test('a recreated Deployment has no new pod before the old ones are gone', () => {
  const limits = { replicas: 2, recreate: true, maxSurge: 1, maxUnavailable: 0 };
  const old = { name: 'old', replicas: 2, available: 2 };
  const fresh = { name: 'new', replicas: 0, available: 0 };
  expect(scaleOldSets(limits, fresh, [old])).to.deep.equal(new Map([['old', 0]]));
  expect(scaleNewSet(limits, fresh, [old])).to.equal(0);
  expect(scaleNewSet(limits, fresh, [{ ...old, replicas: 0 }])).to.equal(2);
});

function createDeployment(name: string, replicas: number): NewObject<'deployments'> {
  const labels = { app: name };
  const containers = [{ name: 'main', image: 'waits', imagePullPolicy: 'Never' }];
  const template = { metadata: { labels }, spec: { containers, terminationGracePeriodSeconds: 1 } };
  return { metadata: { name, namespace: 'team' }, spec: { replicas, selector: { matchLabels: labels }, template } };
}

function isComplete(status: Stored<'deployments'>['status'], replicas: number): boolean {
  return [status?.replicas, status?.updatedReplicas, status?.availableReplicas].every((count) => count === replicas);
}
