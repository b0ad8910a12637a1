// The life of jobs and pods: to their end, to their limits, with their logs and events.

import type { AnyObject } from '../recorded-watch';
import type { Scenario } from '../scenario';
import { createJob, createPod, createPodSpec } from '../scenario-objects';
import {
  followJob,
  getPhase,
  type List,
  listStates,
  readEvents,
  readList,
  showPod,
  waitUntilStaying,
} from './state-readers';

const gone = (_: unknown, status: number) => status === 404;

export const lifecycleScenarios: readonly Scenario[] = [
  {
    name: 'a job that succeeds',
    run: async (api) => {
      await followJob(api, createJob('a', api.image, ['print', '3']), 'Complete');
      await api.eventually<AnyObject>(`${api.batch}/jobs/a`, (job) => 'succeeded' in (job.status ?? {}));
      const pods = await readList(api, 'pods?labelSelector=job-name%3Da');
      api.note('pod', pods.items.map(showPod));
      api.note(
        'events',
        await readEvents(api, 'Completed', 'SuccessfulCreate', 'Scheduled', 'Pulled', 'Created', 'Started'),
      );
      await api.call('GET', `${api.core}/pods/${pods.items[0]?.metadata.name}/log`);
      await api.call('GET', `${api.core}/pods/${pods.items[0]?.metadata.name}/log?tailLines=2&limitBytes=9`);
    },
  },
  {
    name: 'a job that fails',
    run: async (api) => {
      await followJob(api, createJob('a', api.image, ['exit', '3']), 'Failed');
      await api.eventually<AnyObject>(`${api.batch}/jobs/a`, (job) => 'failed' in (job.status ?? {}));
      const pods = await readList(api, 'pods?labelSelector=job-name%3Da');
      api.note('pod', pods.items.map(showPod));
      api.note(
        'events',
        await readEvents(api, 'BackoffLimitExceeded', 'SuccessfulCreate', 'Scheduled', 'Pulled', 'Created', 'Started'),
      );
    },
  },
  {
    name: 'a job that is removed after its time',
    run: async (api) => {
      await api.call(
        'POST',
        `${api.batch}/jobs`,
        createJob('a', api.image, ['exit', '0'], { ttlSecondsAfterFinished: 1 }),
        { recorded: false },
      );
      await api.eventually(`${api.batch}/jobs/a`, gone);
      await api.eventually<List>(`${api.core}/pods`, (list) => list.items.length === 0, {
        show: ({ items }) => items.length,
      });
    },
  },
  {
    name: 'a pod from Pending to Running and gone',
    run: async (api) => {
      const { metadata } = await readList(api, 'pods');
      const watch = api.watch(`${api.core}/pods?resourceVersion=${metadata.resourceVersion}`);
      await api.call('POST', `${api.core}/pods`, createPod('a', api.image, ['stay']), { recorded: false });
      await watch.readUntil((frame) => getPhase(frame) === 'Running');
      await waitUntilStaying(api);
      await api.call('GET', `${api.core}/pods/a`);
      api.note('events', await readEvents(api, 'Scheduled', 'Pulled', 'Created', 'Started'));
      const deleted = await api.call('DELETE', `${api.core}/pods/a`, undefined, { recorded: false });
      api.note('delete', { status: deleted.status, kind: (deleted.body as AnyObject).kind });
      const frames = await watch.readUntil((frame) => frame.type === 'DELETED');
      api.note('states', listStates(frames));
    },
  },
  {
    name: 'a pod that no node has room for',
    run: async (api) => {
      const resources = { limits: { 'nvidia.com/gpu.shared': '9999' } };
      const pod = { metadata: { name: 'a' }, spec: createPodSpec(api.image, ['stay'], { resources }) };
      await api.call('POST', `${api.core}/pods`, pod, { recorded: false });
      await api.eventually<AnyObject>(`${api.core}/pods/a`, (body) => 'conditions' in (body.status ?? {}), {
        show: (body) => body.status,
      });
      api.note('events', await readEvents(api, 'FailedScheduling'));
      await api.call('GET', `${api.core}/pods/a/log`);
    },
  },
  {
    name: 'a pod whose image is not there',
    run: async (api) => {
      await api.call('POST', `${api.core}/pods`, createPod('a', 'localhost/no-such-image:1', ['stay']), {
        recorded: false,
      });
      await api.eventually<AnyObject>(
        `${api.core}/pods/a`,
        (body) => JSON.stringify(body.status).includes('ErrImageNeverPull'),
        { show: showPod },
      );
      api.note('events', await readEvents(api, 'Scheduled', 'Failed', 'ErrImageNeverPull'));
      await api.call('GET', `${api.core}/pods/a/log`);
    },
  },
  {
    name: 'a container that restarts',
    run: async (api) => {
      await api.call(
        'POST',
        `${api.core}/pods`,
        createPod('a', api.image, ['exit', '1'], { restartPolicy: 'Always' }),
        {
          recorded: false,
        },
      );
      await api.eventually<AnyObject>(
        `${api.core}/pods/a`,
        (body) =>
          /"restartCount":1.*CrashLoopBackOff|CrashLoopBackOff.*"restartCount":1/.test(JSON.stringify(body.status)),
        { show: showPod },
      );
      await api.call('GET', `${api.core}/pods/a/log?previous=true`);
    },
  },
  {
    name: 'logs that are not there',
    run: async (api) => {
      await api.call('GET', `${api.core}/pods/missing/log`);
      await api.call('POST', `${api.core}/pods`, createPod('a', api.image, ['stay']), { recorded: false });
      await waitUntilStaying(api);
      await api.call('GET', `${api.core}/pods/a/log`);
      await api.call('GET', `${api.core}/pods/a/log?container=other`);
      await api.call('GET', `${api.core}/pods/a/log?previous=true`);
      await api.call('GET', `${api.core}/pods/a/log?tailLines=-1`);
      await api.call('GET', `${api.core}/pods/a/log?limitBytes=0`);
    },
  },
];
