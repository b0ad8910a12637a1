// The switch by which a scenario lets the Kubernetes API fail: a ConfigMap that the API server and the stand-in read.
import { test } from 'node:test';
import type { V1ConfigMap } from '@kubernetes/client-node';
import { expect } from 'chai';
import type { ClusterConnection } from '../../support/cluster/transport/connection';
import { type ApiFailure, breakApi } from '../../support/disruption/api-failure';

test('the API answers an error to the call that creates the part', async () => {
  expect(await readData('answers an error')).to.deep.equal({
    verb: 'create',
    resource: 'services',
    after: '0',
    failure: 'error',
  });
});

test('the API does not answer that call, and the server waits for it no longer than 2 s', async () => {
  expect(await readData('does not answer')).to.deep.equal({
    verb: 'create',
    resource: 'services',
    after: '0',
    failure: 'silence',
    clientDeadlineSeconds: '2',
  });
});

/** The data of the ConfigMap that makes the API fail for the Service of the next job. */
async function readData(how: ApiFailure): Promise<V1ConfigMap['data']> {
  const created: V1ConfigMap[] = [];
  const core: unknown = {
    createNamespacedConfigMap: async ({ body }: { body: V1ConfigMap }) => created.push(body),
  };
  const cluster: unknown = { core, namespace: 'panda' };
  await breakApi(cluster as ClusterConnection, 'Service', { how, runId: 'run1' });
  return created[0]?.data;
}
