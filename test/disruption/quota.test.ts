// The quota that refuses one part of the next job: it is exactly as high as the number that the cluster has counted.
import { describe, test } from 'node:test';
import type { V1ResourceQuota } from '@kubernetes/client-node';
import { expect } from 'chai';
import type { ClusterConnection } from '../../support/cluster/transport/connection';
import type { JobPart } from '../../support/disruption/job-part';
import { forbidNext } from '../../support/disruption/quota';

describe('a quota for the next job', () => {
  test('lets the cluster count first, and then allows only the objects that come before the part', async () => {
    expect(await limitsSet('Service', 'count/services', '7')).to.deep.equal(['1000000', '7']);
    expect(await limitsSet('cleanup Job', 'count/jobs.batch', '2k')).to.deep.equal(['1000000', '2001']);
    expect(await limitsSet('pod', 'count/pods', '0')).to.deep.equal(['1000000', '0']);
  });

  test('fails with the status of a quota that the cluster does not count', async () => {
    const failure = await limitsSet('pod', 'count/services', '7').catch((error: Error) => error.message);
    expect(failure).to.equal(
      'expected the quota focus-server-acceptance-run1 to count count/pods within 0.06 s, but its status is hard nothing, used nothing',
    );
  });
});

/** The limits that were set one after the other, in a cluster that counts `used` of the resource. */
async function limitsSet(part: JobPart, resource: string, used: string): Promise<string[]> {
  const set: string[] = [];
  const put = async ({ body }: { body: V1ResourceQuota }) =>
    void set.push(body.spec?.hard?.[Object.keys(body.spec.hard)[0] ?? ''] ?? '');
  const core: unknown = {
    createNamespacedResourceQuota: put,
    replaceNamespacedResourceQuota: put,
    readNamespacedResourceQuota: async () => ({
      status: { hard: { [resource]: set.at(-1) === '1000000' ? '1M' : set.at(-1) }, used: { [resource]: used } },
    }),
  };
  const cluster: unknown = { core, namespace: 'panda' };
  const signal = new AbortController().signal;
  await forbidNext(part, { cluster: cluster as ClusterConnection, runId: 'run1', signal, withinMs: 60 });
  return set;
}
