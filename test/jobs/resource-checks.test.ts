// What a job's pod must declare, and what its node must offer: each rule at its boundaries.
import { describe, test } from 'node:test';
import type { V1Pod, V1ResourceRequirements } from '@kubernetes/client-node';
import { expect } from 'chai';
import { listMismatches } from '../../support/cluster/watch/mismatch';
import {
  checkBounds,
  checkGpuShare,
  checkNodeOffers,
  checkRequestsWithinLimits,
  checkResources,
} from '../../support/jobs/resource-checks';

const gpu = 'nvidia.com/gpu.shared';
const podWith = (resources: V1ResourceRequirements, phase = 'Running'): V1Pod => ({
  spec: { containers: [{ name: 'stream', resources }] },
  status: { phase },
});
const healthy = podWith({
  requests: { cpu: '500m', memory: '64Mi', [gpu]: '1' },
  limits: { cpu: '1', memory: '64Mi', [gpu]: '1' },
});
const bounds = { cpu: { min: '0.5', max: '1000m' }, memory: { min: '64Mi', max: '65536Ki' } };

describe('declared resources', () => {
  test('each container must declare all four', () => {
    expect(checkResources(healthy)).to.deep.equal([]);
    expect(listMismatches(checkResources(podWith({ requests: { cpu: '1' } })))).to.deep.equal([
      '* spec.containers[stream].resources.limits.cpu: expected set, was absent',
      '* spec.containers[stream].resources.limits.memory: expected set, was absent',
      '* spec.containers[stream].resources.requests.memory: expected set, was absent',
    ]);
  });

  test('requests and limits are compared as quantities', () => {
    expect(checkRequestsWithinLimits(healthy)).to.deep.equal([]);
    const wrong = podWith({ requests: { cpu: '1001m' }, limits: { cpu: '1' } });
    expect(listMismatches(checkRequestsWithinLimits(wrong))).to.deep.equal([
      '* spec.containers[stream].resources.requests.cpu: expected at most its limit 1, was 1001m',
    ]);
  });

  test('amounts that are equal to a bound are allowed', () => {
    expect(checkBounds(bounds)(healthy)).to.deep.equal([]);
    const wrong = podWith({ requests: { cpu: '499m', memory: '64Mi' }, limits: { cpu: '1', memory: '65537Ki' } });
    expect(listMismatches(checkBounds(bounds)(wrong))).to.deep.equal([
      '* spec.containers[stream].resources.limits.memory: expected 64Mi to 65536Ki, was 65537Ki',
      '* spec.containers[stream].resources.requests.cpu: expected 0.5 to 1000m, was 499m',
    ]);
  });

  test('the GPU share must be exact, and is not checked where the environment has none', () => {
    expect(checkGpuShare({ resource: gpu, share: 1 })(healthy)).to.deep.equal([]);
    expect(checkGpuShare(null)(podWith({}))).to.deep.equal([]);
    expect(listMismatches(checkGpuShare({ resource: gpu, share: 1 })(podWith({})))).to.deep.equal([
      `* spec.containers[].resources.limits[${gpu}]: expected 1, was absent`,
    ]);
  });
});

describe('the node', () => {
  const node = { status: { allocatable: { cpu: '1', memory: '128Mi', [gpu]: '2' } } };

  test('may be used completely; pods that have ended use nothing', () => {
    const ended = podWith(healthy.spec?.containers[0]?.resources ?? {}, 'Succeeded');
    expect(checkNodeOffers(healthy, [healthy, healthy, ended])(node)).to.deep.equal([]);
  });

  test('cannot run one pod more', () => {
    expect(listMismatches(checkNodeOffers(healthy, [healthy, healthy, healthy])(node))).to.deep.equal([
      '* status.allocatable.cpu: expected at least the 1.5 that 3 pods request, was 1',
      '* status.allocatable.memory: expected at least the 201326592 that 3 pods request, was 128Mi',
      `* status.allocatable[${gpu}]: expected at least the 3 that 3 pods request, was 2`,
    ]);
  });
});
