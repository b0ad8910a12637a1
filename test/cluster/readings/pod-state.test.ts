// The state of a pod.
import { test } from 'node:test';
import { expect } from 'chai';
import { readPodState, summarizePod } from '../../../support/cluster/readings/pod-state';
import { watchedKinds } from '../../../support/cluster/watch/kinds';
import { rawPod } from '../fake-api-server';

test('a pod without reported containers is not ready', () => {
  const pod = watchedKinds.pods.read(rawPod('a', 1));
  expect(readPodState(pod)).to.deep.include({ phase: 'Pending', ready: false, scheduled: false, restarts: 0 });
  expect(readPodState(pod).containers).to.deep.equal([{ name: 'stream', state: 'unknown', ready: false, restarts: 0 }]);
});

test('the state of a pod that restarts has the reason', () => {
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
  expect(summarizePod(pod)).to.equal('Running, 0/1 ready, 2 restarts, stream CrashLoopBackOff: back-off 20s');
  expect(readPodState(pod).containers[0]).to.deep.include({ lastEnd: { reason: 'OOMKilled', exitCode: 137 } });
});
