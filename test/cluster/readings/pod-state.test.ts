// The state of a pod.
import { test } from 'node:test';
import { expect } from 'chai';
import { podState, podSummary } from '../../../support/cluster/readings/pod-state';
import { watchedKinds } from '../../../support/cluster/watch/kinds';
import { rawPod } from '../fake-api-server';

test('a pod without reported containers is read as not ready', () => {
  const pod = watchedKinds.pods.read(rawPod('a', 1));
  expect(podState(pod)).to.deep.include({ phase: 'Pending', ready: false, scheduled: false, restarts: 0 });
  expect(podState(pod).containers).to.deep.equal([{ name: 'stream', state: 'unknown', ready: false, restarts: 0 }]);
});

test('a pod that restarts says why', () => {
  const pod = watchedKinds.pods.read({
    ...rawPod('a', 1),
    status: {
      phase: 'Running',
      containerStatuses: [
        {
          name: 'stream',
          ready: false,
          restartCount: 2,
          state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 20s' } },
          lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
        },
      ],
    },
  });
  expect(podSummary(pod)).to.equal('Running, 0/1 ready, 2 restarts, stream CrashLoopBackOff: back-off 20s');
  expect(podState(pod).containers[0]).to.deep.include({ lastEnd: { reason: 'OOMKilled', exitCode: 137 } });
});
